#include "daemon/domain/suppression.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/customer_code.hpp"
#include "daemon/domain/email_address.hpp"
#include "daemon/domain/telephone.hpp"

namespace triand::domain {
namespace {

constexpr std::array<std::string_view, 3> kKinds = {"customer", "phone", "email"};
constexpr std::array<std::string_view, kSuppressionScopes> kScopes = {"all",    "sms",     "zalo", "email",
                                                                      "letter", "website", "exec"};
constexpr std::array<std::string_view, 2> kClasses = {"all", "advertising"};
constexpr std::array<Reason, 7> kReasons = {
    Reason::opted_out,  Reason::do_not_call,     Reason::blocked_by_recipient,
    Reason::bad_number, Reason::no_such_address, Reason::returned_letter,
    Reason::refused};

// Beyond 2262 a moment overflows: SuppressionTime counts nanoseconds since 1970.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

// All of the text as a number of one to four digits, or -1.
int number(std::string_view text) {
  int out = -1;
  if (text.empty() || text.size() > 4) return -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() ? out : -1;
}

}  // namespace

SubjectReading read_subject(std::string_view text) {
  const std::string_view cell = trim(text);
  if (cell.empty()) return {{}, Reason::no_contact_data};
  if (cell.find('@') != std::string_view::npos) {
    EmailReading email = read_email_address(cell);
    if (email.fault != Reason::none) return {{}, email.fault};
    return {{SubjectKind::email, std::move(email.address)}, Reason::none};
  }
  CustomerCodeReading code = read_customer_code(cell);
  if (code.fault == Reason::none) return {{SubjectKind::customer, std::move(code.code)}, Reason::none};
  TelephoneReading telephone = read_telephone(cell);
  if (telephone.fault == Reason::none && !telephone.e164.empty())
    return {{SubjectKind::telephone, std::move(telephone.e164)}, Reason::none};
  if (has_letter(cell) || telephone.fault == Reason::none) return {{}, code.fault};
  return {{}, telephone.fault};
}

std::vector<SubjectReading> read_subjects(std::string_view text) {
  SubjectReading first = read_subject(text);
  std::vector<SubjectReading> out;
  if (first.fault == Reason::none && first.subject.kind == SubjectKind::telephone)
    for (TelephoneReading& one : read_telephones(text))
      out.push_back({{SubjectKind::telephone, std::move(one.e164)}, one.fault});
  if (out.empty()) out.push_back(std::move(first));
  return out;
}

bool extends(const SuppressionTerms& known, const SuppressionTerms& next) {
  if (!known.until) return false;
  return !next.until || *next.until > *known.until;
}

bool fits(SubjectKind kind, SuppressionScope scope) {
  if (scope == SuppressionScope::all) return true;
  switch (kind) {
    case SubjectKind::customer:
      return true;
    case SubjectKind::telephone:
      return scope == SuppressionScope::sms || scope == SuppressionScope::zalo ||
             scope == SuppressionScope::exec;
    case SubjectKind::email:
      return scope == SuppressionScope::email || scope == SuppressionScope::exec;
  }
  return false;
}

SuppressionScope scope_of_channel(std::string_view channel_kind) {
  if (channel_kind == "smpp") return SuppressionScope::sms;
  return suppression_scope_from(channel_kind).value_or(SuppressionScope::exec);
}

std::string_view to_string(SubjectKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view to_string(SuppressionScope scope) { return kScopes[static_cast<std::size_t>(scope)]; }
std::string_view to_string(SuppressionClass about) { return kClasses[static_cast<std::size_t>(about)]; }

std::optional<SuppressionScope> suppression_scope_from(std::string_view word) {
  if (word == "smpp") return SuppressionScope::sms;
  const auto found = std::find(kScopes.begin(), kScopes.end(), word);
  if (found == kScopes.end()) return std::nullopt;
  return static_cast<SuppressionScope>(found - kScopes.begin());
}

std::optional<SuppressionClass> suppression_class_from(std::string_view word) {
  const auto found = std::find(kClasses.begin(), kClasses.end(), word);
  if (found == kClasses.end()) return std::nullopt;
  return static_cast<SuppressionClass>(found - kClasses.begin());
}

std::span<const Reason> suppression_reasons() { return kReasons; }

std::optional<Reason> suppression_reason_from(std::string_view word) {
  const auto reason = reason_from(word);
  if (!reason || std::find(kReasons.begin(), kReasons.end(), *reason) == kReasons.end()) return std::nullopt;
  return reason;
}

std::optional<std::chrono::year_month_day> read_day(std::string_view text) {
  const std::string_view cell = trim(text);
  const bool iso = cell.size() == 10 && cell[4] == '-' && cell[7] == '-';
  int year = -1;
  int month = -1;
  int day = -1;
  if (iso) {
    year = number(cell.substr(0, 4));
    month = number(cell.substr(5, 2));
    day = number(cell.substr(8));
  } else {
    const std::size_t first = cell.find('/');
    const std::size_t second = first == std::string_view::npos ? first : cell.find('/', first + 1);
    if (second == std::string_view::npos || cell.size() - second != 5) return std::nullopt;
    day = number(cell.substr(0, first));
    month = number(cell.substr(first + 1, second - first - 1));
    year = number(cell.substr(second + 1));
  }
  if (year < kFirstYear || year > kLastYear || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day out{std::chrono::year(year),
                                        std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  if (!out.ok()) return std::nullopt;
  return out;
}

}  // namespace triand::domain
