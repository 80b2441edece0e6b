#include "daemon/plan/law.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/plan/law_phrases.hpp"

namespace triand::plan {
namespace {

using domain::AddressKind;
using domain::Campaign;

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
    const Whole words(lines_of(own_words(message.text)));
    if (std::ranges::none_of(law.refusals,
                             [&](std::string_view refusal) { return has_phrase(words.text, refusal); }))
      out.push_back({"decree-91-2020/16-refusal",
                     true,
                     message.file,
                     0,
                     {},
                     "does not say how to refuse; end it with, for example: Tu choi: soan TC gui 19006769"});
  }
}

// What people will read, where it stands, and the lines of it that are our own words.
struct CareText {
  std::string file;  // empty: the campaign file, then `key`
  std::string key;
  Lines lines;
};

void read_care(const CareText& text, std::string_view hotline, const LawWords& law,
               std::vector<LawFinding>& out) {
  std::vector<LawFinding> found;
  const auto add = [&](const char* rule, int line, std::string sentence) {
    found.push_back({rule, false, text.file, text.key.empty() ? line : 0, text.key, std::move(sentence)});
  };
  const Whole whole(text.lines);
  for (const std::string& phrase : law.promotion)
    for (const int line : lines_with(whole, phrase, false))
      add("care/promotion", line,
          "\"" + phrase +
              "\" promotes something: a thank-you must not, or the campaign is `class: advertising`");
  for (const std::string& phrase : law.payment)
    for (const int line : lines_with(whole, phrase, true))
      add("care/payment", line,
          "\"" + phrase + "\" speaks of payment or secrets: a thank-you asks for neither");
  for (const auto& [line, words] : text.lines) {
    for (const std::string& host : foreign_hosts(words, law))
      add("care/link", line, host + " is not one of our own domains: customers are warned of such links");
    for (const std::string& number : telephones(words))
      if (number != hotline)
        add("care/telephone", line, number + " is not the hotline; write {{ hotline }}, or leave it out");
    if (words.starts_with("[qc]") || words.starts_with("[ad]"))
      add("care/label", line, "has the label of advertising and is `class: care`; one of them is wrong");
  }
  std::ranges::stable_sort(found, {}, &LawFinding::line);
  out.insert(out.end(), found.begin(), found.end());
}

// A campaign may name the hotline again, and no other.
void read_hotline(std::string_view campaigns, std::string_view house, std::vector<LawFinding>& out) {
  if (house.empty() || digits_of(campaigns) == digits_of(house)) return;
  out.push_back({"care/telephone",
                 false,
                 {},
                 0,
                 "hotline",
                 std::string(campaigns) + " is not the hotline of the settings, " + std::string(house) +
                     "; leave it out here, or change it there"});
}

}  // namespace

std::string labelled(std::string text) {
  for (const std::string_view label : {"[QC]", "[AD]"})
    if (text.starts_with(label)) return text;
  return std::string(kAdvertisingLabel) + text;
}

std::vector<LawFinding> read_law(const PlanBasis& basis, std::span<const MessageText> messages,
                                 const LawWords& words, std::string_view house_hotline) {
  std::vector<LawFinding> out;
  if (basis.campaign.kind == Campaign::Class::advertising) {
    read_advertising(basis, messages, words, out);
    return out;
  }
  const std::string& hotline = basis.campaign.hotline;
  read_hotline(hotline, house_hotline, out);
  const std::string number = digits_of(house_hotline.empty() ? hotline : house_hotline);
  // A title is no template: its braces are printed.
  read_care({{}, "title", lines_of(basis.campaign.title)}, number, words, out);
  for (const MessageText& message : messages)
    read_care({message.file, {}, lines_of(own_words(message.text))}, number, words, out);
  return out;
}

}  // namespace triand::plan
