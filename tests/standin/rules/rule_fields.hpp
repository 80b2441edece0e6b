#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "tests/standin/rules/action.hpp"
#include "tests/standin/rules/match.hpp"

namespace triand::standin {

// How one key of a rule is read: empty when it was taken, else what is wrong with the value.
template <class Part>
using FieldReader = std::function<std::string(Part&, const boost::json::value&)>;

template <class Part>
using FieldReaders = std::map<std::string, FieldReader<Part>, std::less<>>;

[[nodiscard]] const FieldReaders<Match>& match_fields();
[[nodiscard]] const FieldReaders<Action>& action_fields();

}  // namespace triand::standin
