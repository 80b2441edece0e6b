#include "daemon/ctl/plan_view.hpp"

#include <ostream>
#include <string>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {

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
