#include "channels/zalo/pages.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "channels/outcome.hpp"
#include "channels/zalo/error_table.hpp"
#include "channels/zalo/json_field.hpp"

namespace triand::channels {
namespace {

struct Page {
  std::optional<int> code;  // none: it cannot be read
  boost::json::object data;
  std::string words;
};

Page read_page(const HttpResponse& response) {
  Page page;
  if (!response.complete) {
    page.words = response.error;
    return page;
  }
  boost::system::error_code broken;
  const boost::json::value answer = boost::json::parse(response.body, broken);
  const boost::json::object* object = broken ? nullptr : answer.if_object();
  if (object != nullptr) page.code = whole_number<int>(text_field(*object, "error"));
  if (!page.code) {
    page.words = "HTTP " + std::to_string(response.status) + " and nothing that can be read";
    return page;
  }
  page.words = std::to_string(*page.code) + " " + text_field(*object, "message");
  if (const auto* data = object_field(*object, "data")) page.data = *data;
  return page;
}

// "true", true, 1.
bool flag(const boost::json::object& object, std::string_view name, bool fallback) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return fallback;
  if (const bool* truth = value->if_bool()) return *truth;
  const std::string text = text_field(object, name);
  return text == "true" || text == "1";
}

std::size_t length_field(const boost::json::object& object, std::string_view name) {
  const auto number = whole_number<std::int64_t>(text_field(object, name));
  return number && *number > 0 ? static_cast<std::size_t>(*number) : 0;
}

// "200.0" is how prices come.
std::optional<std::int64_t> price_field(const boost::json::object& object, std::string_view name) {
  const std::string text = text_field(object, name);
  return whole_number<std::int64_t>(text.substr(0, text.find('.')));
}

templates::ParameterRule parameter_of(const boost::json::object& object) {
  templates::ParameterRule rule;
  rule.name = text_field(object, "name");
  rule.type = text_field(object, "type");
  rule.required = flag(object, "require", true);
  rule.accepts_empty = flag(object, "acceptNull", false);
  rule.min_length = length_field(object, "minLength");
  rule.max_length = length_field(object, "maxLength");
  return rule;
}

}  // namespace

bool refuses_token(const HttpResponse& response) {
  const auto code = read_page(response).code;
  const ZaloError* error = code ? find_zalo_error(*code) : nullptr;
  return error != nullptr && error->token;
}

TemplateAnswer read_template_page(const HttpResponse& response, const std::string& id) {
  constexpr int kNoSuchTemplate = -109;
  constexpr int kNotOurs = -117;
  constexpr std::int64_t kLongestTimeout = 366LL * 24 * 3600 * 1000;
  const Page page = read_page(response);
  if (page.code != 0)
    return {.rules = std::nullopt,
            .fault = bounded_detail(page.words),
            // clang-tidy does not see with which number an optional one is compared.
            // NOLINTNEXTLINE(misc-redundant-expression)
            .unknown = page.code == kNoSuchTemplate || page.code == kNotOurs};
  templates::TemplateRules rules;
  rules.id = id;
  rules.status = text_field(page.data, "status");
  rules.usable = rules.status.empty() || rules.status == "ENABLE";
  if (const auto timeout = whole_number<std::int64_t>(text_field(page.data, "timeout"));
      timeout && *timeout > 0 && *timeout <= kLongestTimeout)
    rules.timeout = std::chrono::milliseconds(*timeout);
  rules.price = price_field(page.data, "price_sdt");
  if (!rules.price) rules.price = price_field(page.data, "price");
  const boost::json::value* parameters = page.data.if_contains("listParams");
  if (parameters != nullptr && parameters->is_array())
    for (const boost::json::value& parameter : parameters->get_array())
      if (parameter.is_object()) rules.parameters.push_back(parameter_of(parameter.get_object()));
  return {.rules = std::move(rules), .fault = {}, .unknown = false};
}

bool read_quota_page(const HttpResponse& response, ZaloQuota& quota, ZaloQuota::Time now) {
  const Page page = read_page(response);
  if (page.code != 0) return false;
  const auto limit = whole_number<std::int64_t>(text_field(page.data, "dailyQuota"));
  const auto left = whole_number<std::int64_t>(text_field(page.data, "remainingQuota"));
  if (limit) {
    quota.read(*limit, left.value_or(*limit), now);
    return true;
  }
  // The highest tier has none.
  if (!page.data.contains("dailyQuota")) return false;
  quota.unlimited();
  return true;
}

std::optional<Receipt> read_status_page(const HttpResponse& response) {
  constexpr int kNoSuchMessage = -107;
  const Page page = read_page(response);
  // NOLINTNEXTLINE(misc-redundant-expression): as above.
  if (page.code != 0 && page.code != kNoSuchMessage) return std::nullopt;
  const std::string status = page.code == 0 ? text_field(page.data, "status") : "-1";
  if (status.empty()) return std::nullopt;
  Receipt receipt;
  receipt.word = status == "1" ? Receipt::Word::delivered : Receipt::Word::pending;
  receipt.code = "status " + status;
  receipt.detail = status == "1" ? bounded_detail("delivery_time=" + text_field(page.data, "delivery_time"))
                                 : bounded_detail(text_field(page.data, "message"));
  return receipt;
}

}  // namespace triand::channels
