#include "tests/standin/smpp/smsc.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "tests/standin/smpp/smpp_text.hpp"

namespace triand::standin {
namespace {

constexpr std::uint32_t kBindState = 0x04;
constexpr std::uint32_t kAlreadyBound = 0x05;
constexpr std::uint32_t kBadPassword = 0x0E;
constexpr std::uint32_t kBadSystemId = 0x0F;
constexpr std::uint32_t kThrottled = 0x58;
constexpr std::uint32_t kQueueFull = 0x14;

SmscTurn reply(const SmppPdu& pdu, std::uint32_t status, std::string body = "") {
  SmscTurn turn;
  turn.reply = to_bytes({pdu.command | smpp::kAnswer, status, pdu.sequence, std::move(body)});
  return turn;
}

SmscTurn nack(const SmppPdu& pdu, std::uint32_t status) {
  SmscTurn turn;
  turn.reply = to_bytes({smpp::kAnswer, status, pdu.sequence, ""});
  return turn;
}

std::uint32_t status_of(std::string_view text) {
  const bool hex = text.starts_with("0x");
  if (hex) text.remove_prefix(2);
  std::uint32_t value = 0x08;
  std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
  return value;
}

std::string octet(unsigned value) { return {static_cast<char>(value)}; }

// Which part of which message a submit_sm is: by its user data header, or by parameters.
struct Place {
  std::string message;  // empty: whole
  unsigned number = 1;
  unsigned total = 1;
  std::string text;
};

Place place_of(const SmppSubmit& submit) {
  const auto at = [](const std::string& octets, std::size_t i) {
    return i < octets.size() ? static_cast<unsigned>(static_cast<unsigned char>(octets[i])) : 0U;
  };
  Place out;
  const auto payload = submit.parameters.find(0x0424);
  out.text = payload == submit.parameters.end() ? submit.text : payload->second;
  if ((submit.esm_class & 0x40U) != 0) {
    const std::string header = out.text.substr(0, at(out.text, 0) + 1);
    out.text.erase(0, header.size());
    const bool short_reference = at(header, 1) == 0 && at(header, 2) == 3;
    const bool long_reference = at(header, 1) == 8 && at(header, 2) == 4;
    if (!short_reference && !long_reference) return out;
    const std::size_t numbers = short_reference ? 4 : 5;
    out.message = fmt::format("{} {} {}", submit.source, submit.destination,
                              short_reference ? at(header, 3) : at(header, 3) << 8U | at(header, 4));
    out.total = at(header, numbers);
    out.number = at(header, numbers + 1);
  } else if (const auto reference = submit.parameters.find(0x020C); reference != submit.parameters.end()) {
    const auto value = [&](unsigned tag) {
      const auto found = submit.parameters.find(tag);
      return found == submit.parameters.end() ? 0U : at(found->second, 0);
    };
    out.message = fmt::format("{} {} sar {} {}", submit.source, submit.destination, at(reference->second, 0),
                              at(reference->second, 1));
    out.total = value(0x020E);
    out.number = value(0x020F);
  }
  return out;
}

unsigned state_number(const std::string& state) {
  if (state == "DELIVRD") return 2;
  return state == "UNDELIV" ? 5 : 7;
}

}  // namespace

Smsc::Smsc(SmscSettings settings, Ledger& ledger, RuleBook& rules, ReceiptCounts& receipts)
    : settings_(std::move(settings)),
      ledger_(ledger),
      rules_(rules),
      receipts_(receipts),
      // Different runs give different ids.
      last_id_(static_cast<std::uint64_t>(epoch_milliseconds(std::chrono::system_clock::now())) * 100) {}

SmscTurn Smsc::handle(SmscSession& session, const SmppPdu& pdu, TimePoint now) {
  switch (pdu.command) {
    case smpp::kBindReceiver:
    case smpp::kBindTransmitter:
    case smpp::kBindTransceiver:
      return bind(session, pdu);
    case smpp::kSubmit:
      return submit(session, pdu, now);
    case smpp::kEnquireLink:
      return reply(pdu, 0);
    case smpp::kUnbind: {
      SmscTurn turn = reply(pdu, 0);
      turn.end = SmscTurn::End::close;
      return turn;
    }
    default:
      return (pdu.command & smpp::kAnswer) != 0 ? SmscTurn() : nack(pdu, 3);
  }
}

SmscTurn Smsc::bind(SmscSession& session, const SmppPdu& pdu) {
  const auto asked = parse_bind(pdu.body);
  if (!asked) return nack(pdu, 2);
  if (session.bound) return reply(pdu, kAlreadyBound);
  if (!settings_.system_id.empty() && asked->system_id != settings_.system_id)
    return reply(pdu, kBadSystemId);
  if (!settings_.password.empty() && asked->password != settings_.password) return reply(pdu, kBadPassword);
  if (settings_.sessions != 0 && bound_ >= settings_.sessions) return reply(pdu, kAlreadyBound);
  session.bound = true;
  session.receives = pdu.command != smpp::kBindTransmitter;
  ++bound_;
  return reply(pdu, 0, std::string("standin\0\x02\x10\0\x01\x34", 13));
}

void Smsc::closed(SmscSession& session) {
  if (session.bound) --bound_;
  session.bound = false;
}

bool Smsc::too_fast(const SmscSession& session, TimePoint now) {
  if (settings_.window != 0 && session.unanswered >= settings_.window) return true;
  if (settings_.rate == 0) return false;
  while (!taken_.empty() && taken_.front() <= now - std::chrono::seconds(1)) taken_.pop_front();
  if (taken_.size() >= settings_.rate) return true;
  taken_.push_back(now);
  return false;
}

SmscTurn Smsc::submit(SmscSession& session, const SmppPdu& pdu, TimePoint now) {
  ledger_.count_request(Channel::sms);
  if (!session.bound) return reply(pdu, kBindState);
  const auto asked = parse_submit(pdu.body);
  if (!asked) return nack(pdu, 2);
  if (asked->destination.empty()) return reply(pdu, 0x0B);
  if (too_fast(session, now)) return reply(pdu, submits_ % 2 == 0 ? kThrottled : kQueueFull);
  const Action action = rules_.decide({Channel::sms, asked->destination, ""}).value_or(Action());
  SmscTurn turn;
  if (!action.error.empty()) {
    turn = reply(pdu, status_of(action.error));
  } else if (action.accepts()) {
    const std::uint64_t number = ++last_id_;
    const std::string id = answer_id(number);
    take(*asked, id, now);
    turn = reply(pdu, 0, action.omit_result ? std::string() : id + '\0');
    if ((asked->registered_delivery & 1U) != 0) plan_receipts(turn, *asked, action, number);
  }
  turn.answers_submit = true;
  turn.delay = action.delay;
  if (action.hang) turn.reply.clear();
  if (action.broken_json) turn.reply.replace(0, 4, std::string("\0\0\0\x0F", 4));
  if (action.big_body != 0) turn.reply.replace(0, 4, "\x7F\xFF\xFF\xFF");
  if (action.unknown_result)
    turn.reply += to_bytes({0x103, 0, 77, ""}) +
                  to_bytes({smpp::kSubmit | smpp::kAnswer, 0, 0x7FFFFFF0, std::string("nobody\0", 7)});
  if (action.half_answer) turn.end = SmscTurn::End::half;
  if (action.reset_before_reading || action.reset_after_reading) turn.end = SmscTurn::End::reset;
  if (settings_.unbind_after != 0 && ++submits_ % settings_.unbind_after == 0)
    turn.reply += to_bytes({smpp::kUnbind, 0, ++session.sequence, ""});
  return turn;
}

void Smsc::take(const SmppSubmit& submit, const std::string& id, TimePoint now) {
  Place place = place_of(submit);
  std::string whole = place.text;
  std::string first_id = id;
  if (!place.message.empty()) {
    Parts& parts = parts_[place.message];
    if (parts.texts.empty()) parts.first_id = id;
    parts.texts[place.number] = std::move(place.text);
    if (parts.texts.size() < place.total) return;
    whole.clear();
    for (const auto& [number, text] : parts.texts) whole += text;
    first_id = parts.first_id;
    parts_.erase(place.message);
  }
  Message message;
  message.channel = Channel::sms;
  message.reference = submit.destination;
  message.address = submit.destination;
  message.subject = submit.source;
  message.text = sms_on_screen(whole, submit.data_coding);
  message.provider_id = first_id;
  message.gateway = "smpp";
  ledger_.accept(message, now);
}

void Smsc::plan_receipts(SmscTurn& turn, const SmppSubmit& submit, const Action& action,
                         std::uint64_t number) {
  SmscReceipt receipt;
  receipt.id = receipt_id(number);
  receipt.telephone = submit.destination;
  receipt.sender = submit.source;
  receipt.state = action.failed_receipt ? "UNDELIV" : "DELIVRD";
  receipt.text = "Tri an";
  receipt.delay = action.receipt_delay.value_or(settings_.receipt_delay);
  if (action.unknown_receipt) {
    turn.later.push_back(receipt);
    turn.later.back().id = "neversent";
  }
  for (unsigned copy = 0; copy < action.duplicate_receipts; ++copy) turn.later.push_back(receipt);
  if (action.no_receipt) return;
  auto& due = action.early_receipt ? turn.early : turn.later;
  if (settings_.unknown_first) {
    due.push_back(receipt);
    due.back().state = "UNKNOWN";
    receipt.delay *= 2;
  }
  due.push_back(std::move(receipt));
}

std::string Smsc::answer_id(std::uint64_t number) const {
  if (settings_.ids == "hex_answer") return fmt::format("{:x}", number);
  return settings_.ids == "padded" ? fmt::format("{:020}", number) : fmt::format("{}", number);
}

std::string Smsc::receipt_id(std::uint64_t number) const {
  return settings_.ids == "hex_receipt" ? fmt::format("{:X}", number) : fmt::format("{}", number);
}

std::string Smsc::tell(SmscSession& session, const SmscReceipt& receipt, TimePoint now) const {
  const bool arrived = receipt.state == "DELIVRD";
  const auto minute = fmt::format("{:%y%m%d%H%M}", fmt::gmtime(now + std::chrono::hours(7)));
  std::string text;
  if (settings_.receipts == "loose")
    text = fmt::format("stat:{}  ID: {} done date:{}00 err:{} TEXT: {}", receipt.state, receipt.id, minute,
                       arrived ? 0 : 69, receipt.text);
  else if (settings_.receipts != "parameters")
    text = fmt::format("id:{} sub:001 dlvrd:{} submit date:{} done date:{} stat:{} err:{:03} text:{}",
                       receipt.id, arrived ? "001" : "000", minute, minute, receipt.state, arrived ? 0 : 69,
                       receipt.text);
  std::map<unsigned, std::string> parameters;
  if (settings_.receipts == "both" || settings_.receipts == "parameters")
    parameters = {{0x001E, receipt.id + '\0'}, {0x0427, octet(state_number(receipt.state))}};
  return to_bytes({smpp::kDeliver, 0, ++session.sequence,
                   deliver_body(receipt.telephone, receipt.sender, 0x04, text, parameters)});
}

}  // namespace triand::standin
