#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <boost/json/array.hpp>

#include "tests/standin/rules/rule.hpp"

namespace triand::standin {

// The rules in force, and how often each struck. The first rule that matches wins. What strikes depends on the
// requests and the seeds alone, never on a clock; a rule with a probability draws by reference and try, so that the
// order in which concurrent requests arrive does not matter. Not thread-safe.
class RuleBook {
 public:
  // Takes the place of all rules; every count starts anew.
  void replace(std::vector<Rule> rules);

  // The action for this message, as a copy; without one the gateway behaves. Counts, so ask once a message.
  [[nodiscard]] std::optional<Action> decide(const Subject& subject);

  // Whether a request of this channel can be decided before its body is read, because some rule resets connections
  // before reading and no rule for the channel looks at a body.
  [[nodiscard]] bool decides_by_header(Channel channel) const;

  [[nodiscard]] bool empty() const { return rules_.empty(); }
  // Each rule as it was written, with `struck` and `matched`.
  [[nodiscard]] boost::json::array to_json() const;

 private:
  struct Counted {
    Rule rule;
    std::uint64_t matched = 0;  // requests for which channel, address and reference held
    std::uint64_t struck = 0;
    std::unordered_map<std::uint64_t, std::uint64_t> tries;  // by the reference's fingerprint
  };

  [[nodiscard]] static bool strikes(Counted& counted, const Subject& subject);

  std::vector<Counted> rules_;
};

}  // namespace triand::standin
