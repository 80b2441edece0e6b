#include "daemon/server/api/json_body.hpp"

#include <boost/json/parse.hpp>

#include "daemon/server/api/refusal.hpp"

namespace triand::server {

JsonBody::JsonBody(const Request& request) {
  if (request.body.empty()) return;
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(request.body, error);
  if (error || !value.is_object()) {
    complain("the body is not a JSON object");
  } else {
    members_ = std::move(value.get_object());
  }
}

std::string JsonBody::text(const std::string& name) {
  asked_.insert(name);
  const boost::json::value* value = members_.if_contains(name);
  if (value == nullptr || value->is_null()) return {};
  if (value->is_string()) return std::string(value->get_string());
  complain(name + " is not a text");
  return {};
}

std::string JsonBody::required(const std::string& name) {
  const std::string before = faults_;
  std::string value = text(name);
  if (value.empty() && faults_ == before) complain(name + " is missing");
  return value;
}

std::optional<std::vector<std::string>> JsonBody::texts(const std::string& name) {
  asked_.insert(name);
  const boost::json::value* value = members_.if_contains(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  std::vector<std::string> out;
  bool good = value->is_array();
  if (good)
    for (const boost::json::value& item : value->get_array()) {
      good = good && item.is_string();
      if (item.is_string()) out.emplace_back(item.get_string());
    }
  if (!good) complain(name + " is not a list of texts");
  return out;
}

bool JsonBody::flag(const std::string& name) {
  asked_.insert(name);
  const boost::json::value* value = members_.if_contains(name);
  if (value == nullptr || value->is_null()) return false;
  if (value->is_bool()) return value->get_bool();
  complain(name + " is neither true nor false");
  return false;
}

std::optional<std::int64_t> JsonBody::number(const std::string& name) {
  asked_.insert(name);
  const boost::json::value* value = members_.if_contains(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (value->is_int64() && value->get_int64() >= 0) return value->get_int64();
  complain(name + " is no whole number");
  return std::nullopt;
}

std::optional<ApiError> JsonBody::fault() const {
  std::string all = faults_;
  for (const auto& member : members_) {
    const std::string name(member.key());
    if (!asked_.contains(name)) all += (all.empty() ? "" : "; ") + name + " is not known here";
  }
  if (all.empty()) return std::nullopt;
  std::string known;
  for (const std::string& name : asked_) known += (known.empty() ? "" : ", ") + name;
  return invalid_request(all, "send one JSON object; its members here are: " + known);
}

void JsonBody::complain(const std::string& what) { faults_ += (faults_.empty() ? "" : "; ") + what; }

}  // namespace triand::server
