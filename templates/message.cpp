#include "templates/message.hpp"

#include <utility>

#include "templates/blank.hpp"
#include "templates/message_compiler.hpp"

namespace triand::templates {
namespace {

// Each run of line ends and other control characters as one space: in a subject they would end the header.
std::string one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool parted = false;
  for (const char c : trimmed(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      parted = true;
      continue;
    }
    if (parted) out += ' ';
    parted = false;
    out += c;
  }
  return out;
}

// Fills templates until a value is missing.
class Filling {
 public:
  explicit Filling(std::span<const std::string_view> values) : values_(values) {}

  std::string fill(const std::optional<MessageTemplate>& part, Escape escape = Escape::none) {
    return part && missing_.empty() ? fill(*part, escape) : std::string();
  }

  std::string fill(const MessageTemplate& part, Escape escape = Escape::none) {
    Filled filled = part.fill(values_, escape);
    missing_ = std::move(filled.missing);
    return std::move(filled.text);
  }

  [[nodiscard]] const std::string& missing() const { return missing_; }

 private:
  std::span<const std::string_view> values_;
  std::string missing_;
};

FilledMessage without(const std::string& column) {
  FilledMessage out;
  out.missing = column;
  return out;
}

}  // namespace

std::optional<Message> Message::compile(const MessageSource& source, const FieldNames& names,
                                        config::Problems& problems) {
  return MessageCompiler(source, names, problems).compile();
}

std::vector<std::string> Message::template_ids() const {
  std::vector<std::string> out;
  if (!template_id_.empty()) out.push_back(template_id_);
  if (has_other()) out.push_back(other_id_);
  return out;
}

std::vector<std::string> Message::parameters(std::size_t n) const {
  std::vector<std::string> out;
  for (const auto& [name, value] : n == 0 ? data_ : other_data_) out.push_back(name);
  return out;
}

FilledMessage Message::fill_other(std::span<const std::string_view> values) const {
  FilledMessage out;
  Filling filling(values);
  out.template_id = other_id_;
  for (const auto& [parameter, value] : other_data_) out.data.emplace_back(parameter, filling.fill(value));
  if (!filling.missing().empty()) return without(filling.missing());
  return out;
}

FilledMessage Message::fill(std::span<const std::string_view> values) const {
  FilledMessage out;
  Filling filling(values);
  out.subject = one_line(filling.fill(subject_));
  out.text = trimmed(filling.fill(text_));
  out.html = filling.fill(html_, Escape::html);
  out.template_id = template_id_;
  out.data.reserve(data_.size());
  for (const auto& [parameter, value] : data_) {
    if (!filling.missing().empty()) break;
    out.data.emplace_back(parameter, filling.fill(value));
  }
  if (!filling.missing().empty()) return without(filling.missing());
  return out;
}

}  // namespace triand::templates
