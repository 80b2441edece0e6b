#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/domain/suppression.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

enum class SuppressionFate : std::uint8_t {
  added,
  extended,   // it held already and holds longer now; what it was is kept in the history
  unchanged,  // it held already, as long or longer
};

// A suppression and domain::SubjectHash of its subject.
struct KeyedSuppression {
  std::uint64_t key = 0;
  const domain::Suppression* suppression = nullptr;
};

// Stores suppressions, in order. One that is over counts as one that holds until then: it is extended.
std::vector<SuppressionFate> put_suppressions(WriteSession& session, const domain::SubjectHash& hash,
                                              std::span<const domain::Suppression> suppressions,
                                              const std::string& who, TimePoint now);

std::vector<SuppressionFate> put_suppressions(WriteSession& session,
                                              std::span<const KeyedSuppression> suppressions,
                                              const std::string& who, TimePoint now);

// Which of a subject's suppressions: of one scope or class, or of any.
struct WhichSuppressions {
  std::optional<domain::SuppressionScope> scope = {};
  std::optional<domain::SuppressionClass> about = {};
};

// Removes these of a subject's; what each was is kept in the history. Removing the erasure's
// suppression of a customer also lifts it from the customer's addresses, and lists may bring the customer's data again.
// Returns the hashes of the subjects of which something was removed; none: nothing held.
[[nodiscard]] std::vector<std::uint64_t> remove_suppressions(
    WriteSession& session, const domain::SubjectHash& hash, const domain::SuppressionSubject& subject,
    const WhichSuppressions& which, const std::string& who, const std::string& reason, TimePoint now);

// What is stored for one hash.
[[nodiscard]] std::vector<domain::SuppressionTerms> terms_of(WriteSession& session, std::uint64_t key);

}  // namespace triand::store
