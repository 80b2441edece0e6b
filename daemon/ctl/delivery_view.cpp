#include "daemon/ctl/delivery_view.hpp"

#include <ostream>

#include <fmt/format.h>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/problem_view.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {

void print_deliveries(Session& session, const boost::json::array& deliveries) {
  if (deliveries.empty()) {
    session.out() << "No deliveries.\n";
    return;
  }
  Table table({{"REFERENCE"},
               {"CAMPAIGN"},
               {"CUSTOMER"},
               {"CHANNEL"},
               {"ADDRESS"},
               {"STATE"},
               {"REASON"},
               {"UPDATED"},
               {"ATTEMPTS", Table::Side::right}});
  for (const auto& item : deliveries) {
    const auto& delivery = as_object(item);
    table.add({text_at(delivery, "reference"), text_at(delivery, "campaign"),
               text_at(delivery, "customer_code"), text_at(delivery, "channel"),
               flag_at(delivery, "erased") ? "(erased)" : text_at(delivery, "address"),
               words_of(text_at(delivery, "state")), words_of(text_at(delivery, "reason")),
               calm_time(text_at(delivery, "updated_at")), thousands(number_at(delivery, "attempts"))});
  }
  table.print(session.out());
}

void print_not_written_to(Session& session, const boost::json::array& left_out) {
  if (left_out.empty()) return;
  session.out() << "\nNot written to\n";
  Table table({{""}, {""}, {""}, {""}}, "  ");
  for (const auto& item : left_out) {
    const auto& one = as_object(item);
    table.add({text_at(one, "campaign"), text_at(one, "customer_code"), words_of(text_at(one, "bucket")),
               text_at(one, "sentence")});
  }
  table.print(session.out());
}

void print_delivery_line(Session& session, const boost::json::object& delivery) {
  const auto field = [&](const char* key) { return harmless(text_at(delivery, key)); };
  session.out() << fmt::format("{:<19}  {:<10}  {:<9}  {:<26}  {:<15}  {}  {}\n",
                               calm_time(field("updated_at")), field("channel"), words_of(field("state")),
                               field("reference"), field("customer_code"), field("address"),
                               words_of(field("reason")));
}

void print_feedback(Session& session, const boost::json::array& feedback) {
  if (feedback.empty()) return;
  session.out() << "\nFeedback\n";
  Table table({{""}, {""}, {""}, {""}, {""}}, "  ");
  for (const auto& item : feedback) {
    const auto& said = as_object(item);
    std::string answers;
    for (const auto& answer : items_at(said, "answers"))
      answers += (answers.empty() ? "" : "; ") + readable(answer);
    const std::int64_t rate = number_at(said, "rate");
    table.add({calm_time(text_at(said, "at")), text_at(said, "reference"),
               rate > 0 ? std::to_string(rate) + " of 5" : words_of(text_at(said, "kind")),
               text_at(said, "note"), answers});
  }
  table.print(session.out());
}

void print_delivery(Session& session, const boost::json::object& delivery) {
  std::ostream& out = session.out();
  Table table({{""}, {""}});
  for (const auto& field : delivery) {
    const std::string_view key(field.key());
    // What an order carries along is nothing for people.
    if (key == "schema" || key == "text" || key == "newest_event" || field.value().is_object() ||
        field.value().is_array())
      continue;
    const std::string text = readable(field.value());
    if (text.empty()) continue;
    table.add({words_of(key), key == "updated_at" ? calm_time(text)
                              : key == "state"    ? words_of(text)
                                                  : text});
  }
  table.print(out);
  if (const std::string text = text_at(delivery, "text"); !text.empty()) {
    out << "\nText\n";
    print_text(out, text);
  }
  out << "\nHistory\n";
  Table history({{""}, {""}, {""}, {""}, {""}}, "  ");
  for (const auto& item : items_at(delivery, "history")) {
    const auto& entry = as_object(item);
    history.add({calm_time(text_at(entry, "at")), words_of(text_at(entry, "event")),
                 words_of(text_at(entry, "state")), words_of(text_at(entry, "reason")),
                 text_at(entry, "detail")});
  }
  history.print(out);
  print_feedback(session, items_at(delivery, "feedback"));
}

}  // namespace triand::ctl
