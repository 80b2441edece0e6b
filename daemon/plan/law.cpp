#include "daemon/plan/law.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "templates/vietnamese.hpp"

namespace triand::plan {
namespace {

using domain::AddressKind;
using domain::Campaign;

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Whether the phrase stands in the text as words of its own.
bool has_phrase(std::string_view text, std::string_view phrase) {
  for (std::size_t at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    if ((at == 0 || !is_word_char(text[at - 1])) && (end == text.size() || !is_word_char(text[end])))
      return true;
  }
  return false;
}

// The template's own words: what stands in braces is the customer's or the campaign's.
std::string own_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t start = std::min(text.find("{{"), text.find("{%"));
    out += text.substr(0, start);
    if (start == std::string_view::npos) break;
    const std::size_t end = text.find('}', start + 2);
    if (end == std::string_view::npos) break;
    out += ' ';
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return templates::to_lower(templates::strip_diacritics(out));
}

std::vector<std::pair<int, std::string>> lines_of(std::string_view text) {
  std::vector<std::pair<int, std::string>> out;
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    out.emplace_back(line, own_words(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

bool is_official(std::string_view host, const LawWords& words) {
  return std::ranges::any_of(words.official_domains, [host](std::string_view domain) {
    return host == domain || (host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.');
  });
}

// Hosts as people write them, with a scheme or without.
std::vector<std::string> foreign_hosts(std::string_view text, const LawWords& words) {
  std::vector<std::string> out;
  const auto in_host = [](char c) { return is_word_char(c) || c == '.' || c == '-'; };
  for (std::size_t at = 0; at < text.size();) {
    if (!in_host(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && in_host(text[end])) ++end;
    // The part before '@' of an address is none, what is behind it is.
    std::string_view host = text.substr(at, end - at);
    const bool local_part = end < text.size() && text[end] == '@';
    at = end;
    while (host.ends_with('.') || host.ends_with('-')) host.remove_suffix(1);
    const std::size_t dot = host.rfind('.');
    if (local_part || dot == std::string_view::npos || dot == 0) continue;
    const bool known =
        std::ranges::find(words.link_endings, host.substr(dot + 1)) != words.link_endings.end();
    if (known && !is_official(host, words)) out.emplace_back(host);
  }
  return out;
}

// As one is dialled in Vietnam; years, days and amounts are none.
bool is_telephone(const std::string& digits) {
  if (digits.starts_with("1800") || digits.starts_with("1900"))
    return digits.size() >= 8 && digits.size() <= 10;
  if (digits.starts_with("84")) return digits.size() >= 11;
  return digits.starts_with('0') && digits.size() >= 9 && digits.size() <= 11;
}

std::vector<std::string> telephones(std::string_view text) {
  std::vector<std::string> out;
  std::string digits;
  const auto close = [&] {
    if (is_telephone(digits)) out.push_back(digits);
    digits.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool between = !digits.empty() && (c == ' ' || c == '.' || c == '-') && at + 1 < text.size() &&
                         text[at + 1] >= '0' && text[at + 1] <= '9';
    if (c >= '0' && c <= '9')
      digits += c;
    else if (!between)
      close();
  }
  close();
  return out;
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

std::set<std::string> used_channels(const Campaign& campaign) {
  std::set<std::string> out;
  for (const domain::Route& route : campaign.routes)
    for (const domain::Leg& leg : route.legs) out.insert(leg.begin(), leg.end());
  return out;
}

bool sends_to(const PlanBasis& basis, AddressKind kind) {
  const std::set<std::string> used = used_channels(basis.campaign);
  return std::ranges::any_of(basis.channels, [&](const ChannelFacts& facts) {
    return facts.address == kind && used.contains(facts.name);
  });
}

bool is_sms_channel(const PlanBasis& basis, const std::string& channel) {
  const auto at = basis.channel(channel);
  return at && basis.channels[*at].is_sms();
}

void read_advertising(const PlanBasis& basis, std::span<const MessageText> messages, const LawWords& law,
                      std::vector<LawFinding>& out) {
  constexpr std::chrono::minutes kFrom{7 * 60};
  constexpr std::chrono::minutes kTo{22 * 60};
  const Campaign& campaign = basis.campaign;
  const auto lacks = [&campaign](const char* word) {
    return std::ranges::find(campaign.one_per, word) == campaign.one_per.end();
  };
  if (sends_to(basis, AddressKind::telephone)) {
    if (campaign.hours.from < kFrom || campaign.hours.to > kTo)
      out.push_back({"decree-91-2020/13-hours",
                     true,
                     {},
                     0,
                     "window.hours",
                     "advertising goes to telephones from 07:00 to 22:00 only; keep the hours within them"});
    if (lacks("phone"))
      out.push_back({"decree-91-2020/13-three-a-day",
                     true,
                     {},
                     0,
                     "one_per",
                     "advertising must not reach a telephone twice; add phone"});
  }
  if (sends_to(basis, AddressKind::email) && lacks("email"))
    out.push_back({"decree-91-2020/13-three-a-day",
                   true,
                   {},
                   0,
                   "one_per",
                   "advertising must not reach a mailbox twice; add email"});
  for (const MessageText& message : messages) {
    if (!is_sms_channel(basis, message.channel) && message.part != "body") continue;
    const std::string words = own_words(message.text);
    if (std::ranges::none_of(law.refusals,
                             [&](std::string_view refusal) { return has_phrase(words, refusal); }))
      out.push_back({"decree-91-2020/16-refusal",
                     true,
                     message.file,
                     0,
                     {},
                     "does not say how to refuse; end it with, for example: Tu choi: soan TC gui 19006769"});
  }
}

void read_care(const PlanBasis& basis, const MessageText& message, const LawWords& law,
               std::vector<LawFinding>& out) {
  const std::string hotline = digits_of(basis.campaign.hotline);
  for (const auto& [line, words] : lines_of(message.text)) {
    const auto add = [&, line = line](const char* rule, std::string sentence) {
      out.push_back({rule, false, message.file, line, {}, std::move(sentence)});
    };
    for (const std::string& phrase : law.promotion)
      if (has_phrase(words, phrase))
        add("care/promotion", "\"" + phrase +
                                  "\" promotes something: a thank-you must not, or the "
                                  "campaign is `class: advertising`");
    // "We do not ask you to pay" may be said.
    const bool denies = has_phrase(words, "khong") || has_phrase(words, "not") || has_phrase(words, "never");
    for (const std::string& phrase : law.payment)
      if (!denies && has_phrase(words, phrase))
        add("care/payment", "\"" + phrase + "\" speaks of payment or secrets: a thank-you asks for neither");
    for (const std::string& host : foreign_hosts(words, law))
      add("care/link", host + " is not one of our own domains: customers are warned of such links");
    for (const std::string& number : telephones(words))
      if (number != hotline)
        add("care/telephone", number + " is not the hotline; write {{ hotline }}, or leave it out");
    if (words.starts_with("[qc]") || words.starts_with("[ad]"))
      add("care/label", "has the label of advertising and is `class: care`; one of them is wrong");
  }
}

}  // namespace

std::string labelled(std::string text) {
  for (const std::string_view label : {"[QC]", "[AD]"})
    if (text.starts_with(label)) return text;
  return std::string(kAdvertisingLabel) + text;
}

std::vector<LawFinding> read_law(const PlanBasis& basis, std::span<const MessageText> messages,
                                 const LawWords& words) {
  std::vector<LawFinding> out;
  if (basis.campaign.kind == Campaign::Class::advertising) {
    read_advertising(basis, messages, words, out);
    return out;
  }
  for (const MessageText& message : messages) read_care(basis, message, words, out);
  return out;
}

}  // namespace triand::plan
