#include "tests/standin/zalo/zalo_template.hpp"

#include <algorithm>
#include <charconv>

#include <boost/json/array.hpp>

namespace triand::standin {
namespace {

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

std::optional<ZaloTemplate::Parameter> parse_parameter(std::string_view text) {
  std::size_t equals = text.find('=');
  ZaloTemplate::Parameter parameter;
  parameter.name = std::string(text.substr(0, equals));
  if (parameter.name.empty()) return std::nullopt;
  if (equals == std::string_view::npos) return parameter;
  std::string_view number = text.substr(equals + 1);
  auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), parameter.max_length);
  if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
  return parameter;
}

bool only_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<ZaloTemplate> parse_template(std::string_view text) {
  ZaloTemplate parsed;
  std::size_t colon = text.find(':');
  parsed.id = std::string(text.substr(0, colon));
  if (!only_digits(parsed.id)) return std::nullopt;
  std::string_view rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  while (!rest.empty()) {
    std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    auto parameter = parse_parameter(item);
    if (!parameter) return std::nullopt;
    parsed.parameters.push_back(*parameter);
  }
  return parsed;
}

int judge_template_data(const ZaloTemplate& known, const boost::json::object& data) {
  if (data.empty()) return -111;
  for (const auto& field : data) {
    if (!field.value().is_string()) return -1124;
  }
  for (const ZaloTemplate::Parameter& parameter : known.parameters) {
    const boost::json::value* value = data.if_contains(parameter.name);
    if (value == nullptr || value->get_string().empty()) {
      if (parameter.required) return -1122;
      continue;
    }
    const boost::json::string& text = value->get_string();
    if (code_points(std::string_view(text.data(), text.size())) > parameter.max_length) return -1121;
  }
  return 0;
}

boost::json::object template_info(const ZaloTemplate& known) {
  boost::json::array parameters;
  for (const ZaloTemplate::Parameter& parameter : known.parameters) {
    parameters.push_back(boost::json::object{{"name", parameter.name},
                                             {"require", parameter.required},
                                             {"type", "STRING"},
                                             {"maxLength", parameter.max_length},
                                             {"minLength", 0},
                                             {"acceptNull", !parameter.required}});
  }
  return {{"templateId", known.id},
          {"templateName", "Tri ân khách hàng"},
          {"status", known.status},
          {"listParams", std::move(parameters)},
          {"listButtons", boost::json::array()},
          {"timeout", 7200000},
          {"previewUrl", "https://account.zalo.example/znspreview/" + known.id},
          {"templateQuality", "HIGH"},
          {"templateTag", "CUSTOMER_CARE"},
          {"price", "200.0"},
          {"price_sdt", "200.0"},
          {"price_uid", "140.0"}};
}

}  // namespace triand::standin
