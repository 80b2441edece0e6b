#include "channels/sms/poll_rules.hpp"

namespace triand::channels {

PollRules PollRules::read(config::Block& description) {
  PollRules out;
  if (!description.has("poll")) return out;
  config::Block block = description.child("poll");
  out.polls = true;
  out.always = block.choice("when", {"no_webhook", "always"}, 0) == 1;
  out.post = block.choice("method", {"GET", "POST"}) == 1;
  out.path = block.text("path");
  if (!out.path.empty() && !out.path.starts_with('/'))
    block.complain("path", "expected a path that starts with /, such as /status/${id}");
  out.target = PlaceholderText::read(block, "path", kPollValues, TextForm::address);
  if (out.post)
    out.format = block.choice("format", {"json", "form"}, 0) == 0 ? BodyFormat::json : BodyFormat::form;
  const char* const key = out.post ? "body" : "query";
  out.has_body = block.has(key);
  if (out.has_body)
    out.body = BodyTemplate::read(
        block, key, {.format = out.post ? out.format : BodyFormat::form, .known = kPollValues, .each = {}});
  if (block.has("path") && !out.target.uses(Placeholder::id) && !out.target.uses(Placeholder::reference) &&
      !out.body.uses(Placeholder::id) && !out.body.uses(Placeholder::reference))
    block.complain("path", "neither it nor the " + std::string(key) + " has ${id} or ${reference}");
  out.first = block.duration("first", out.first);
  out.factor = block.number("factor", 1, 100, out.factor);
  out.longest = block.duration("longest", out.longest);
  out.give_up = block.duration("give_up", out.give_up);
  out.answer = block.choice("answer", {"json", "xml"}, 0) == 0 ? Answer::Format::json : Answer::Format::xml;
  out.known = Condition::read(block, "known");
  out.rules = ReportRules::read(block);
  return out;
}

void PollRules::collect_credentials(std::set<std::string>& names) const {
  target.collect_credentials(names);
  body.collect_credentials(names);
}

}  // namespace triand::channels
