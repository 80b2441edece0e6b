#include "channels/sms/receipt_signature.hpp"

#include <map>

#include <boost/url/encoding_opts.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>

#include "channels/sms/encoding.hpp"

namespace triand::channels {
namespace {

std::string hex_of(std::string_view bytes) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

}  // namespace

std::optional<ReceiptSignature> ReceiptSignature::read(config::Block& receipt) {
  if (!receipt.has("signature")) return std::nullopt;
  config::Block block = receipt.child("signature");
  ReceiptSignature out;
  out.kind_ = block.choice("kind", {"twilio", "body_sha256"}) == 0 ? Kind::twilio : Kind::body_sha256;
  out.header_ = block.text("header");
  out.key_ = PlaceholderText::read(block, "key", {Placeholder::credentials});
  if (out.kind_ == Kind::body_sha256) {
    out.hex_ = block.choice("encoding", {"hex", "base64"}, 0) == 0;
    out.prefix_ = block.text("prefix", "");
  }
  return out;
}

std::string ReceiptSignature::signed_text(const WebhookRequest& request, std::string_view webhook_url) {
  std::string text(webhook_url);
  if (!request.query.empty()) text += "?" + request.query;
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  std::multimap<std::string, std::string> fields;
  if (const auto parsed = boost::urls::parse_query(request.body))
    for (const auto& field : *parsed)
      fields.emplace(field.key.decode(form), field.has_value ? field.value.decode(form) : std::string());
  for (const auto& [key, value] : fields) text += key + value;
  return text;
}

bool ReceiptSignature::holds(const WebhookRequest& request, std::string_view webhook_url,
                             const std::map<std::string, config::Secret>& credentials) const {
  RequestValues values;
  values.credentials = &credentials;
  const std::string key = key_.render(values);
  if (key.empty()) return false;
  const std::string given(request.header(header_));
  if (kind_ == Kind::twilio)
    return same_bytes(given, base64_of(hmac_sha1_of(key, signed_text(request, webhook_url))));
  const std::string signature = hmac_sha256_of(key, request.body);
  return same_bytes(given, prefix_ + (hex_ ? hex_of(signature) : base64_of(signature)));
}

}  // namespace triand::channels
