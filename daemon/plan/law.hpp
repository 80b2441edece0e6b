#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/campaign.hpp"
#include "daemon/plan/law_words.hpp"
#include "daemon/plan/plan_basis.hpp"

namespace triand::plan {

// One thing that the law, or the care that keeps a thank-you from being advertising, has to say of a campaign.
struct LawFinding {
  std::string rule;    // its name: "decree-91-2020/13-hours"; the same for ever
  bool fault = false;  // false: somebody should look before approving
  std::string file;    // of the message; empty: the campaign file
  int line = 0;        // 0: the whole
  std::string key;     // of the campaign file
  std::string message;
  bool operator==(const LawFinding&) const = default;
};

// One file of a message, as it was read.
struct MessageText {
  std::string channel;
  std::string file;
  std::string part;
  std::string text;
};

// The label of an advertising message: first in an SMS, and in an email's subject (Decree 91/2020, article 15).
inline constexpr std::string_view kAdvertisingLabel = "[QC] ";
// The text with the label, unless it has one ([QC] or [AD]).
[[nodiscard]] std::string labelled(std::string text);

// Everything that can be said before anybody is written to. `class: advertising`: hours, one per telephone, how to
// refuse. `class: care`: words of promotion, addresses and telephones in the texts and the title. `house_hotline`: the
// settings' own; empty: whichever the campaign names is it.
[[nodiscard]] std::vector<LawFinding> read_law(const PlanBasis& basis, std::span<const MessageText> messages,
                                               const LawWords& words = LawWords::shipped(),
                                               std::string_view house_hotline = {});

}  // namespace triand::plan
