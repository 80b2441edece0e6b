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

}  // namespace

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
  return out;
}

std::optional<TokenPair> TokenPair::from_store(std::string_view json) {
  std::string fault;
  std::optional<TokenPair> out = from_administrator(json, fault);
  if (!out) return std::nullopt;
  const boost::json::object object = *object_of(json);
  const boost::json::value* issued_at = object.if_contains("issued_at");
  const boost::json::value* generation = object.if_contains("generation");
  if (issued_at == nullptr || !issued_at->is_int64() || generation == nullptr || !generation->is_int64())
    return std::nullopt;
  out->issued_at = issued_at->as_int64();
  out->generation = static_cast<std::uint64_t>(generation->as_int64());
  return out;
}

std::string TokenPair::to_store() const {
  boost::json::object object;
  object["access_token"] = access_token;
  object["refresh_token"] = refresh_token;
  object["issued_at"] = issued_at;
  object["generation"] = static_cast<std::int64_t>(generation);
  return boost::json::serialize(object);
}

}  // namespace triand::channels
