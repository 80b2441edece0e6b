#include "tests/standin/zalo/zalo_settings.hpp"

#include <fmt/format.h>

#include "tests/standin/json_fields.hpp"

namespace triand::standin {
namespace {

bool read(std::string& target, const boost::json::value& value) {
  target = as_text(value);
  return value.is_string();
}

bool read(bool& target, const boost::json::value& value) {
  if (value.is_bool()) target = value.get_bool();
  return value.is_bool();
}

bool read(std::int64_t& target, const boost::json::value& value) {
  if (value.is_int64()) target = value.get_int64();
  return value.is_int64();
}

bool read(double& target, const boost::json::value& value) {
  boost::json::error_code error;
  target = value.to_number<double>(error);
  return !error && target >= 0;
}

bool read(std::vector<std::string>& target, const boost::json::value& value) {
  target.clear();
  if (!value.is_array()) return false;
  for (const auto& item : value.get_array()) target.push_back(as_text(item));
  return true;
}

bool read(std::vector<ZaloTemplate>& target, const boost::json::value& value) {
  target.clear();
  if (!value.is_array()) return false;
  for (const auto& item : value.get_array()) {
    if (!item.is_object()) return false;
    auto known = parse_template(text_field(item.get_object(), "template"));
    if (!known) return false;
    std::string status = text_field(item.get_object(), "status");
    if (!status.empty()) known->status = status;
    target.push_back(*known);
  }
  return true;
}

bool take(ZaloSettings& settings, std::string_view key, const boost::json::value& value) {
  if (key == "app_id") return read(settings.app_id, value);
  if (key == "app_secret") return read(settings.app_secret, value);
  if (key == "require_proof") return read(settings.require_proof, value);
  if (key == "daily_quota") return read(settings.daily_quota, value);
  if (key == "balance") return read(settings.balance, value);
  if (key == "night_ban") return read(settings.night_ban, value);
  if (key == "administrators") return read(settings.administrators, value);
  if (key == "templates") return read(settings.templates, value);
  if (key == "access_token_seconds") return read(settings.access_token_seconds, value);
  if (key == "expires_in_as") return read(settings.expires_in_as, value);
  if (key == "quoted_errors") return read(settings.quoted_errors, value);
  if (key == "omit_refresh_token") return read(settings.omit_refresh_token, value);
  if (key == "template_quota") return read(settings.template_quota, value);
  if (key == "clock_offset_seconds") return read(settings.clock_offset_seconds, value);
  if (key == "quality") return read(settings.quality, value);
  if (key == "retry_scale") return read(settings.retry_scale, value);
  return false;
}

}  // namespace

std::vector<std::string> change_settings(ZaloSettings& settings, const boost::json::object& changes) {
  std::vector<std::string> problems;
  ZaloSettings changed = settings;
  for (const auto& field : changes) {
    std::string_view key(field.key().data(), field.key().size());
    if (!take(changed, key, field.value())) {
      problems.push_back(fmt::format("{} is not a setting of Zalo, or its value has the wrong type", key));
    }
  }
  if (problems.empty()) settings = std::move(changed);
  return problems;
}

}  // namespace triand::standin
