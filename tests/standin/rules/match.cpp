#include "tests/standin/rules/match.hpp"

namespace triand::standin {

bool Match::holds(const Subject& subject) const {
  const std::string& address = subject.address;
  if (channel ? *channel != subject.channel : subject.channel == Channel::oauth) return false;
  if (!reference.empty() && reference != subject.reference) return false;
  if (!address.starts_with(address_prefix) || !address.ends_with(address_suffix)) return false;
  return address_regex.empty() || std::regex_search(address, compiled_regex);
}

bool Match::needs_body() const {
  return !reference.empty() || !address_prefix.empty() || !address_suffix.empty() || !address_regex.empty() ||
         first_tries != 0 || probability.has_value();
}

}  // namespace triand::standin
