#include "tests/standin/rules/rule_fields.hpp"

#include "tests/standin/json_fields.hpp"

namespace triand::standin {
namespace {

std::string read_text(std::string& target, const boost::json::value& value) {
  target = as_text(value);
  return target.empty() ? "must be a text that is not empty" : "";
}

std::string read_flag(bool& target, const boost::json::value& value) {
  if (!value.is_bool()) return "must be true or false";
  target = value.get_bool();
  return "";
}

template <class Number>
std::string read_count(Number& target, const boost::json::value& value) {
  boost::json::error_code error;
  auto number = value.to_number<std::int64_t>(error);
  if (error || number < 0 || number > std::int64_t{1} << 40) return "must be a whole number of 0 or more";
  target = static_cast<Number>(number);
  return "";
}

std::string read_milliseconds(std::chrono::milliseconds& target, const boost::json::value& value) {
  std::int64_t number = 0;
  std::string problem = read_count(number, value);
  target = std::chrono::milliseconds(number);
  return problem;
}

std::string read_status(unsigned& target, const boost::json::value& value) {
  std::string problem = read_count(target, value);
  if (problem.empty() && (target < 200 || target > 599)) problem = "must be an HTTP status from 200 to 599";
  return problem;
}

template <class Part, class Member, class Read>
FieldReader<Part> reader(Member Part::*member, Read read) {
  return [member, read](Part& part, const boost::json::value& value) { return read(part.*member, value); };
}

template <class Part>
FieldReader<Part> flag(bool Part::*member) {
  return reader(member, &read_flag);
}

template <class Part>
FieldReader<Part> text(std::string Part::*member) {
  return reader(member, &read_text);
}

std::string read_channel(std::optional<Channel>& target, const boost::json::value& value) {
  target = channel_named(as_text(value));
  return target ? "" : "must be one of sms, zalo, email, website, oauth";
}

std::string read_regex(Match& match, const boost::json::value& value) {
  match.address_regex = as_text(value);
  try {
    match.compiled_regex = std::regex(match.address_regex, std::regex::optimize);
  } catch (const std::regex_error& error) {
    return std::string("is no regular expression: ") + error.what();
  }
  return match.address_regex.empty() ? "must be a text that is not empty" : "";
}

std::string read_probability(std::optional<double>& target, const boost::json::value& value) {
  boost::json::error_code error;
  target = value.to_number<double>(error);
  return error || *target < 0 || *target > 1 ? "must be a number from 0 to 1" : "";
}

std::string read_stage(std::string& target, const boost::json::value& value) {
  target = as_text(value);
  bool known = target == "rcpt" || target == "data" || target == "dot";
  return known ? "" : "must be one of rcpt, data, dot";
}

}  // namespace

const FieldReaders<Match>& match_fields() {
  static const FieldReaders<Match> kFields = {
      {"channel", reader(&Match::channel, &read_channel)},
      {"address_prefix", text(&Match::address_prefix)},
      {"address_suffix", text(&Match::address_suffix)},
      {"address_regex", &read_regex},
      {"reference", text(&Match::reference)},
      {"first_tries", reader(&Match::first_tries, &read_count<std::uint64_t>)},
      {"every", reader(&Match::every, &read_count<std::uint64_t>)},
      {"probability", reader(&Match::probability, &read_probability)},
      {"seed", reader(&Match::seed, &read_count<std::uint64_t>)},
      {"times", reader(&Match::times, &read_count<std::uint64_t>)},
  };
  return kFields;
}

const FieldReaders<Action>& action_fields() {
  static const FieldReaders<Action> kFields = {
      {"error", text(&Action::error)},
      {"http_status", reader(&Action::http_status, &read_status)},
      {"retry_after",
       [](Action& action, const boost::json::value& value) {
         return read_count(action.retry_after.emplace(), value);
       }},
      {"hang", flag(&Action::hang)},
      {"reset_before_reading", flag(&Action::reset_before_reading)},
      {"reset_after_reading", flag(&Action::reset_after_reading)},
      {"half_answer", flag(&Action::half_answer)},
      {"html_page", reader(&Action::html_page, &read_status)},
      {"broken_json", flag(&Action::broken_json)},
      {"big_body", reader(&Action::big_body, &read_count<std::size_t>)},
      {"omit_result", flag(&Action::omit_result)},
      {"unknown_result", flag(&Action::unknown_result)},
      {"stage", reader(&Action::stage, &read_stage)},
      {"delay_ms", reader(&Action::delay, &read_milliseconds)},
      {"accept", [](Action& action,
                    const boost::json::value& value) { return read_flag(action.accept.emplace(), value); }},
      {"no_receipt", flag(&Action::no_receipt)},
      {"failed_receipt", flag(&Action::failed_receipt)},
      {"duplicate_receipts", reader(&Action::duplicate_receipts, &read_count<unsigned>)},
      {"early_receipt", flag(&Action::early_receipt)},
      {"unknown_receipt", flag(&Action::unknown_receipt)},
      {"receipt_delay_ms",
       [](Action& action, const boost::json::value& value) {
         return read_milliseconds(action.receipt_delay.emplace(), value);
       }},
  };
  return kFields;
}

}  // namespace triand::standin
