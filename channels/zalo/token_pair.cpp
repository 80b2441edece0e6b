#include "channels/zalo/token_pair.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "channels/curl/header_list.hpp"
#include "channels/zalo/json_field.hpp"

namespace triand::channels {
namespace {

std::optional<boost::json::object> object_of(std::string_view json) {
  boost::system::error_code broken;
  const boost::json::value value = boost::json::parse(json, broken);
  if (broken || !value.is_object()) return std::nullopt;
  return value.as_object();
}

// False when there is one and it is no whole number.
bool read_number(const boost::json::object& object, std::string_view name, std::int64_t& number) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr) return true;
  if (!value->is_int64()) return false;
  number = value->as_int64();
  return true;
}

}  // namespace

std::int64_t token_life(std::string_view expires_in) {
  constexpr std::int64_t kLongest = 366LL * 24 * 3600;
  const auto seconds = whole_number<std::int64_t>(expires_in);
  return seconds && *seconds > 0 && *seconds <= kLongest ? *seconds : TokenPair::kUsualLife;
}

std::optional<TokenPair> TokenPair::from_administrator(std::string_view json, std::string& fault) {
  const auto object = object_of(json);
  if (!object) {
    fault = R"(expected {"access_token": "…", "refresh_token": "…"})";
    return std::nullopt;
  }
  TokenPair out;
  for (const auto& [name, token] :
       {std::pair("access_token", &out.access_token), std::pair("refresh_token", &out.refresh_token)}) {
    *token = text_field(*object, name);
    if (!token->empty() && is_header_value(*token)) continue;
    fault = std::string(name) + " is missing or cannot be a token; copy it from the developer console";
    return std::nullopt;
  }
  out.lasts = token_life(text_field(*object, "expires_in"));
  return out;
}

std::optional<TokenPair> TokenPair::from_store(std::string_view json) {
  std::string fault;
  std::optional<TokenPair> out = from_administrator(json, fault);
  if (!out) return std::nullopt;
  const boost::json::object object = *object_of(json);
  std::int64_t generation = -1;
  out->issued_at = -1;
  if (!read_number(object, "issued_at", out->issued_at) || !read_number(object, "generation", generation) ||
      out->issued_at < 0 || generation < 0)
    return std::nullopt;
  out->generation = static_cast<std::uint64_t>(generation);
  // Those that were kept before these were.
  out->refresh_issued_at = out->issued_at;
  if (!read_number(object, "lasts", out->lasts) ||
      !read_number(object, "refresh_issued_at", out->refresh_issued_at))
    return std::nullopt;
  out->renewed = object.contains("renewed");
  out->spent = text_field(object, "spent");
  return out;
}

std::string TokenPair::to_store() const {
  boost::json::object object;
  object["access_token"] = access_token;
  object["refresh_token"] = refresh_token;
  object["issued_at"] = issued_at;
  object["lasts"] = lasts;
  object["refresh_issued_at"] = refresh_issued_at;
  object["generation"] = static_cast<std::int64_t>(generation);
  if (renewed) object["renewed"] = true;
  if (!spent.empty()) object["spent"] = spent;
  return boost::json::serialize(object);
}

}  // namespace triand::channels
