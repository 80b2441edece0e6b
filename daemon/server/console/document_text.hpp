#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace triand::server {

// Reads members of the API's documents for a page; what is absent or of another kind is empty, 0,
// false.
[[nodiscard]] std::string text_of(const boost::json::object& document, std::string_view name);
[[nodiscard]] std::int64_t number_of(const boost::json::object& document, std::string_view name);
[[nodiscard]] bool flag_of(const boost::json::object& document, std::string_view name);
[[nodiscard]] const boost::json::object& part_of(const boost::json::object& document, std::string_view name);
[[nodiscard]] const boost::json::array& items_of(const boost::json::object& document, std::string_view name);

}  // namespace triand::server
