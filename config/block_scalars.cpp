#include "config/block.hpp"
#include "config/block_node.hpp"
#include "config/credential.hpp"
#include "config/scalars.hpp"

namespace triand::config {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using Kind = YamlValue::Kind;

constexpr std::string_view kDuration = "a time with its unit, such as 250ms, 30s, 5min, 4h or 400d";
constexpr std::string_view kBytes = "an amount of bytes with its unit, such as 64kB, 32MB or 8GB";
constexpr std::string_view kRate = "a number of messages per time, such as 100/s, 60/min, 500/h or 2000/day";
constexpr std::string_view kHours = "a span of one day, such as \"07:30-20:30\"";
constexpr std::string_view kTimeOfDay = "a time of day, such as \"16:00\"";
constexpr std::string_view kPercent = "a share from 0% to 100%, such as 5%";

// A wrong value is shown, but not a page of it.
std::string shown(const YamlValue& value) {
  constexpr std::size_t kLongest = 60;
  switch (value.kind) {
    case Kind::null:
      return "no value";
    case Kind::sequence:
      return "a list";
    case Kind::mapping:
      return "a group of keys";
    case Kind::scalar:
      break;
  }
  if (!value.tag.empty()) return "the tag " + value.tag;
  return value.text.size() > kLongest ? "a long text" : "\"" + value.text + "\"";
}

void missing(const Block::Node& node, std::string_view key, std::string_view wanted) {
  if (!node.silent) node.complain(node.line, key, "missing; expected " + std::string(wanted));
}

// Reads one scalar with `parse`; `fallback` null means that the key must be there.
template <typename Value, typename Parse>
Value read(Block::Node& node, std::string_view key, const Value* fallback, std::string_view wanted,
           const Parse& parse) {
  const Block::Node::Entry* entry = node.ask(key);
  if (entry == nullptr) {
    if (fallback != nullptr) return *fallback;
    missing(node, key, wanted);
    return Value{};
  }
  if (entry->value.kind == Kind::scalar && entry->value.tag.empty())
    if (const std::optional<Value> value = parse(entry->value.text)) return *value;
  node.complain(entry->line, key, "expected " + std::string(wanted) + ", found " + shown(entry->value));
  return fallback != nullptr ? *fallback : Value{};
}

// A text or a secret: what tags point at is followed.
std::optional<std::string> resolved(Block::Node& node, std::string_view key, bool required,
                                    std::string_view wanted) {
  const Block::Node::Entry* entry = node.ask(key);
  if (entry == nullptr) {
    if (required) missing(node, key, wanted);
    return std::nullopt;
  }
  if (entry->value.kind != Kind::scalar) {
    node.complain(entry->line, key, "expected " + std::string(wanted) + ", found " + shown(entry->value));
    return std::nullopt;
  }
  Resolved found = resolve_scalar(entry->value, node.source->folder);
  if (!found.fault.empty()) {
    node.complain(entry->line, key, std::move(found.fault));
    return std::nullopt;
  }
  return std::move(found.value);
}

std::int64_t read_integer(Block::Node& node, std::string_view key, std::int64_t min, std::int64_t max,
                          const std::int64_t* fallback) {
  const std::string wanted = "a whole number from " + std::to_string(min) + " to " + std::to_string(max);
  const std::int64_t value = read<std::int64_t>(
      node, key, fallback, wanted, [&](std::string_view text) -> std::optional<std::int64_t> {
        const auto number = parse_integer(text);
        return number && *number >= min && *number <= max ? number : std::nullopt;
      });
  return value < min && fallback == nullptr ? min : value;
}

std::size_t read_choice(Block::Node& node, std::string_view key, const std::vector<std::string_view>& words,
                        const std::size_t* fallback) {
  std::string wanted = words.size() > 1 ? "one of " : "";
  for (std::size_t i = 0; i < words.size(); ++i) wanted += (i == 0 ? "" : ", ") + std::string(words[i]);
  return read<std::size_t>(node, key, fallback, wanted,
                           [&](std::string_view text) -> std::optional<std::size_t> {
                             for (std::size_t i = 0; i < words.size(); ++i)
                               if (words[i] == text) return i;
                             return std::nullopt;
                           });
}

}  // namespace

std::string Block::text(std::string_view key) {
  return resolved(*node_, key, true, "a text").value_or(std::string());
}

std::string Block::text(std::string_view key, std::string_view fallback) {
  return resolved(*node_, key, false, "a text").value_or(std::string(fallback));
}

std::int64_t Block::integer(std::string_view key, std::int64_t min, std::int64_t max) {
  return read_integer(*node_, key, min, max, nullptr);
}

std::int64_t Block::integer(std::string_view key, std::int64_t min, std::int64_t max, std::int64_t fallback) {
  return read_integer(*node_, key, min, max, &fallback);
}

double Block::number(std::string_view key, double min, double max, double fallback) {
  std::string low = std::to_string(min), high = std::to_string(max);
  for (std::string* bound : {&low, &high}) {
    bound->erase(bound->find_last_not_of('0') + 1);
    if (bound->ends_with('.')) bound->pop_back();
  }
  return read<double>(*node_, key, &fallback, "a number from " + low + " to " + high,
                      [&](std::string_view text) -> std::optional<double> {
                        const auto value = parse_number(text);
                        return value && *value >= min && *value <= max ? value : std::nullopt;
                      });
}

bool Block::boolean(std::string_view key, bool fallback) {
  return read<bool>(*node_, key, &fallback, "true or false",
                    [](std::string_view text) -> std::optional<bool> {
                      if (text == "true") return true;
                      if (text == "false") return false;
                      return std::nullopt;
                    });
}

milliseconds Block::duration(std::string_view key) {
  return read<milliseconds>(*node_, key, nullptr, kDuration, parse_duration);
}

milliseconds Block::duration(std::string_view key, milliseconds fallback) {
  return read<milliseconds>(*node_, key, &fallback, kDuration, parse_duration);
}

std::int64_t Block::bytes(std::string_view key, std::int64_t min, std::int64_t fallback) {
  const std::int64_t found = read<std::int64_t>(*node_, key, &fallback, kBytes, parse_bytes);
  if (found >= min) return found;
  complain(key, "is too little; give at least " + std::to_string((min + 1023) / 1024) + "kB");
  return fallback;
}

std::optional<Rate> Block::rate(std::string_view key) {
  const Rate none;
  const Rate found = read<Rate>(*node_, key, &none, kRate, parse_rate);
  return found == none ? std::nullopt : std::optional<Rate>(found);
}

Hours Block::hours(std::string_view key) { return read<Hours>(*node_, key, nullptr, kHours, parse_hours); }

Hours Block::hours(std::string_view key, Hours fallback) {
  return read<Hours>(*node_, key, &fallback, kHours, parse_hours);
}

minutes Block::time_of_day(std::string_view key, minutes fallback) {
  return read<minutes>(*node_, key, &fallback, kTimeOfDay, parse_time_of_day);
}

double Block::percent(std::string_view key, double fallback) {
  return read<double>(*node_, key, &fallback, kPercent, parse_percent);
}

std::size_t Block::choice(std::string_view key, const std::vector<std::string_view>& words) {
  return read_choice(*node_, key, words, nullptr);
}

std::size_t Block::choice(std::string_view key, const std::vector<std::string_view>& words,
                          std::size_t fallback) {
  return read_choice(*node_, key, words, &fallback);
}

Secret Block::secret(std::string_view key) {
  constexpr std::string_view kWanted = "a secret, such as `!credential NAME`";
  std::optional<std::string> value = resolved(*node_, key, true, kWanted);
  if (value && value->empty()) complain(key, "is empty; expected " + std::string(kWanted));
  return Secret(value ? std::move(*value) : std::string());
}

Secret Block::secret_or_empty(std::string_view key) {
  std::optional<std::string> value = resolved(*node_, key, false, "a secret, such as `!credential NAME`");
  return Secret(value ? std::move(*value) : std::string());
}

}  // namespace triand::config
