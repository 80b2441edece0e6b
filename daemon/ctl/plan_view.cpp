#include "daemon/ctl/plan_view.hpp"

#include <ostream>
#include <string>
#include <utility>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

// Messages by a gateway's template whose values did not fit it.
void print_template_fits(Session& session, const boost::json::object& plan) {
  constexpr std::pair<const char*, const char*> kFits[] = {
      {"shortened", "values are shortened to fit the template"},
      {"other_template", "go with the other template, the values being too long for the first"},
      {"other_channel", "go by the leg's next channel, the values not fitting the template"}};
  for (const auto& channel : object_at(plan, "channels")) {
    const auto& fits = object_at(as_object(channel.value()), "template");
    for (const auto& [key, words] : kFits)
      if (const std::int64_t count = number_at(fits, key); count > 0)
        session.out() << harmless(std::string_view(channel.key())) << "  " << thousands(count)
                      << " messages: " << words << '\n';
  }
}

}  // namespace

void print_law(Session& session, const boost::json::array& law) {
  for (const auto& item : law) {
    const auto& finding = as_object(item);
    std::string place = text_at(finding, "file");
    if (const std::int64_t line = number_at(finding, "line"); line > 0)
      place.append(":").append(std::to_string(line));
    session.out() << "look: " << harmless(place) << ": " << harmless(text_at(finding, "message")) << " ("
                  << harmless(text_at(finding, "rule")) << ")\n";
  }
}

void print_forms(Session& session, const boost::json::object& message) {
  const auto& forms = object_at(message, "forms");
  if (forms.empty()) return;
  for (const char* form : {"plain", "unicode"}) {
    const auto& one = object_at(forms, form);
    session.out() << (form[0] == 'p' ? "" : "; ") << form << ": parts " << thousands(number_at(one, "parts"))
                  << ", " << thousands(number_at(one, "cost")) << " VND";
  }
  session.out() << '\n';
  if (const std::string offenders = text_at(message, "characters_that_need_unicode"); !offenders.empty())
    session.out() << "characters that need Unicode: " << harmless(offenders) << '\n';
}

void print_plan_forms(Session& session, const boost::json::object& plan) {
  print_template_fits(session, plan);
  for (const auto& channel : object_at(plan, "channels")) {
    const auto& sms = object_at(as_object(channel.value()), "sms");
    if (sms.empty()) continue;
    session.out() << '\n' << harmless(std::string_view(channel.key())) << "  ";
    print_forms(session, sms);
    for (const auto& count : object_at(sms, "messages_by_parts"))
      session.out() << "  " << readable(count.value()) << " messages of "
                    << harmless(std::string_view(count.key()))
                    << (count.key() == "1" ? " part\n" : " parts\n");
    for (const auto& character : object_at(sms, "characters_that_need_unicode"))
      session.out() << "  " << harmless(std::string_view(character.key())) << " needs Unicode in "
                    << thousands(number_at(object_at(sms, "characters_that_need_unicode"),
                                           std::string_view(character.key())))
                    << " messages\n";
  }
}

}  // namespace triand::ctl
