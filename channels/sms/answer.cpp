#include "channels/sms/answer.hpp"

#include <boost/json/parse.hpp>
#include <boost/url/encoding_opts.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>

#include "channels/sms/json_text.hpp"
#include "channels/sms/xml_text.hpp"

namespace triand::channels {
namespace {

constexpr std::string_view kWhole = ".";

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// A form's query: '+' is a space.
std::optional<std::vector<std::pair<std::string, std::string>>> form_fields(std::string_view text) {
  const auto parsed = boost::urls::parse_query(text);
  if (!parsed) return std::nullopt;
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& field : *parsed)
    out.emplace_back(field.key.decode(form), field.has_value ? field.value.decode(form) : std::string());
  return out;
}

}  // namespace

Answer::Answer(Format format, std::string_view text, int status) : format_(format), status_(status) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (format == Format::json) {
    boost::system::error_code error;
    document_ = boost::json::parse(text, error);
    readable_ = !error;
    return;
  }
  if (format == Format::text) {
    fields_.emplace_back(kWhole, without_blanks(text));
    readable_ = true;
    return;
  }
  auto fields = format == Format::xml ? xml_leaves(text) : form_fields(text);
  readable_ = fields.has_value();
  if (fields) fields_ = std::move(*fields);
}

const boost::json::value* Answer::json(std::string_view path) const {
  if (format_ != Format::json || !readable_) return nullptr;
  return value_at(part_ != nullptr ? *part_ : document_, path);
}

std::optional<std::string> Answer::field(std::string_view path) const {
  if (path.empty()) return std::nullopt;
  if (path == "http" && status_ != 0) return std::to_string(status_);
  if (format_ == Format::json) {
    const boost::json::value* value = json(path == kWhole ? std::string_view() : path);
    return value == nullptr ? std::nullopt : scalar_text(*value);
  }
  for (const auto& [name, value] : fields_)
    if (name == path) return value;
  return std::nullopt;
}

}  // namespace triand::channels
