#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/reason.hpp"
#include "daemon/domain/subject_hash.hpp"

namespace triand::domain {

// Whom a suppression is about. The text is normalised: a customer code, "+84912345678" or "an@example.vn"; empty
// after an erasure.
struct SuppressionSubject {
  SubjectKind kind = SubjectKind::customer;
  std::string text;
  bool operator==(const SuppressionSubject&) const = default;
};

struct SubjectReading {
  SuppressionSubject subject;   // its text is empty when there is a fault
  Reason fault = Reason::none;  // no_contact_data for a blank text, else what is wrong with it
};

// Reads a customer code, a telephone in any form or an email, as an operator or a list gives it; of several telephones
// the first.
[[nodiscard]] SubjectReading read_subject(std::string_view text);
// The same, but every one of several telephones.
[[nodiscard]] std::vector<SubjectReading> read_subjects(std::string_view text);

// By what the subject must not be written to. The numbers stand in the database: add at the end, never renumber.
enum class SuppressionScope : std::uint8_t { all, sms, zalo, email, letter, website, exec };

inline constexpr std::size_t kSuppressionScopes = 7;

// What kind of message must not be sent (Decree 91/2020: Do-Not-Call is about advertising, a refusal about everything).
// The numbers stand in the database.
enum class SuppressionClass : std::uint8_t { all, advertising };

using SuppressionTime = std::chrono::system_clock::time_point;

// What holds for a subject. Of one scope and class there is one at most.
struct SuppressionTerms {
  SuppressionScope scope = SuppressionScope::all;
  SuppressionClass about = SuppressionClass::all;
  Reason reason = Reason::opted_out;
  std::optional<SuppressionTime> until = {};  // the first moment at which it no longer holds; none: for good
  bool operator==(const SuppressionTerms&) const = default;
};

// Someone who must not be written to (design, section 1).
struct Suppression {
  SuppressionSubject subject;
  SuppressionTerms terms;
  std::string note;
  bool operator==(const Suppression&) const = default;
};

// Whether `next` holds longer than `known`, of the same scope and class.
[[nodiscard]] bool extends(const SuppressionTerms& known, const SuppressionTerms& next);

// Whether a scope can have an effect on a subject at all: a telephone is never written to by email.
[[nodiscard]] bool fits(SubjectKind kind, SuppressionScope scope);

// The scope that a channel's kind belongs to: smpp is SMS as well.
[[nodiscard]] SuppressionScope scope_of_channel(std::string_view channel_kind);

[[nodiscard]] std::string_view to_string(SubjectKind kind);
[[nodiscard]] std::string_view to_string(SuppressionScope scope);
[[nodiscard]] std::string_view to_string(SuppressionClass about);
[[nodiscard]] std::optional<SuppressionScope> suppression_scope_from(std::string_view word);
[[nodiscard]] std::optional<SuppressionClass> suppression_class_from(std::string_view word);
// The reasons that a person or a list may give; `erased` comes from an erasure only.
[[nodiscard]] std::span<const Reason> suppression_reasons();
[[nodiscard]] std::optional<Reason> suppression_reason_from(std::string_view word);

// "2026-12-31" or "31/12/2026"; nullopt for anything else, for days that no calendar has and for those before 1900 or after
// 2199.
[[nodiscard]] std::optional<std::chrono::year_month_day> read_day(std::string_view text);

}  // namespace triand::domain
