#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace triand::channels {

// The text of an object's member: strings as they are, numbers as JSON writes them (Zalo sends ids and codes as
// either). Empty when there is none, or it is something else.
[[nodiscard]] std::string text_field(const boost::json::object& object, std::string_view name);

// The member that is an object, or null.
[[nodiscard]] const boost::json::object* object_field(const boost::json::object& object,
                                                      std::string_view name);

}  // namespace triand::channels
