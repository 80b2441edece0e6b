#include "tests/standin/sms/vnpt.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/standin/coding/form.hpp"
#include "tests/standin/json_fields.hpp"
#include "tests/standin/sms/xml_element.hpp"

namespace triand::standin {
namespace {

// The fields of either form that are looked at.
struct Fields {
  bool xml = false;
  std::string name, reqid, label, template_id, content, mobiles, password, coding;
};

std::string first_content(const boost::json::object& rqst) {
  const boost::json::value* list = rqst.if_contains("PARAMS");
  if (list == nullptr || !list->is_array() || list->get_array().empty()) return {};
  const boost::json::value& first = list->get_array()[0];
  return first.is_object() ? text_field(first.get_object(), "CONTENT") : std::string();
}

Fields read(const Request& request) {
  const std::string xml = form_value(request.body, "xmlRequest");
  if (!xml.empty()) {
    const auto field = [&xml](std::string_view name) { return xml_element(xml, name); };
    if (!xml.starts_with("<RQST>")) {
      Fields none;
      none.xml = true;
      return none;
    }
    return {true,
            field("name"),
            field("REQID"),
            field("LABELID"),
            field("TEMPLATEID"),
            field("CONTENT"),
            field("MOBILELIST"),
            field("APIPASS"),
            field("DATACODING")};
  }
  const boost::json::object body = parse_object(request.body).fields;
  const boost::json::value* inner = body.if_contains("RQST");
  if (inner == nullptr || !inner->is_object()) return {};
  const boost::json::object& rqst = inner->get_object();
  const auto field = [&rqst](std::string_view name) { return text_field(rqst, name); };
  return {false,
          field("name"),
          field("REQID"),
          field("LABELID"),
          field("TEMPLATEID"),
          first_content(rqst),
          field("MOBILELIST"),
          field("APIPASS"),
          field("DATACODING")};
}

}  // namespace

bool Vnpt::takes(const Request& request) const {
  return request.method == "POST" && request.path == "/smsmarketing/api";
}

std::vector<Subject> Vnpt::subjects(const Request& request) const {
  const Fields fields = read(request);
  return {{Channel::sms, fields.mobiles, fields.reqid}};
}

Answer Vnpt::answer(const Request& request, const Actions& actions, TimePoint) {
  const Fields fields = read(request);
  std::string error = forced(actions, 0);
  const bool whole = fields.name == "send_sms_list" && !fields.reqid.empty() && !fields.label.empty() &&
                     !fields.template_id.empty() && !fields.content.empty() &&
                     (fields.coding == "0" || fields.coding == "8") &&
                     !mobile_with_84(fields.mobiles).empty() && fields.password == settings_.vnpt_password;
  if (error.empty()) error = whole ? "0" : "31";
  const std::string words = error == "0" ? "success" : "error " + error;
  Answer out;
  if (error == "0") {
    Message taken = message();
    taken.reference = fields.reqid;
    taken.address = fields.mobiles;
    taken.text = fields.content;
    out.accepted.push_back(std::move(taken));
  }
  if (fields.xml) {
    out.reply.content_type = "text/xml";
    out.reply.body =
        fmt::format("<RPLY><name>send_sms_list</name><ERROR>{}</ERROR><ERROR_DESC>{}</ERROR_DESC></RPLY>",
                    xml_escape(error), xml_escape(words));
  } else {
    out.reply = json_reply(boost::json::object{
        {"RPLY", boost::json::object{{"name", "send_sms_list"}, {"ERROR", error}, {"ERROR_DESC", words}}}});
  }
  return out;
}

}  // namespace triand::standin
