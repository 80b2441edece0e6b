#include "channels/sms/json_text.hpp"

#include <charconv>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace triand::channels {
namespace {

const boost::json::value* step(const boost::json::value& value, std::string_view word) {
  if (const auto* object = value.if_object()) return object->if_contains(word);
  const auto* array = value.if_array();
  if (array == nullptr) return nullptr;
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), index);
  if (error != std::errc{} || end != word.data() + word.size()) return nullptr;
  return array->if_contains(index);
}

}  // namespace

bool is_json_number(std::string_view text) {
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(text, error);
  return !error && value.is_number();
}

const boost::json::value* value_at(const boost::json::value& root, std::string_view path) {
  const boost::json::value* value = &root;
  while (!path.empty() && value != nullptr) {
    const std::size_t dot = path.find('.');
    value = step(*value, path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return value;
}

std::optional<std::string> scalar_text(const boost::json::value& value) {
  if (const auto* text = value.if_string()) return std::string(text->data(), text->size());
  if (value.is_null() || value.is_array() || value.is_object()) return std::nullopt;
  return boost::json::serialize(value);
}

}  // namespace triand::channels
