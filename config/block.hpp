#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problem.hpp"
#include "config/secret.hpp"

namespace triand::config {

struct YamlValue;

// A number of messages per time: "100/s", "60/min", "500/h", "2000/day".
struct Rate {
  std::int64_t count = 0;
  std::chrono::seconds per{1};
  bool operator==(const Rate&) const = default;
};

// A span of a day, "07:30-20:30"; "24:00" is a day's end. Always from < to.
struct Hours {
  std::chrono::minutes from{0};
  std::chrono::minutes to{24 * 60};
  bool operator==(const Hours&) const = default;
};

// One mapping of a YAML file: typed getters that remember which keys were read, so that whatever nobody read is a
// fault. A getter of a wrong or missing value adds a Problem with file, line and dotted key and returns its
// default, so that one run finds every fault. Several readers may share a block (the channel's plugin and its
// lane read the same one). Copies share what was read. Not thread-safe.
class Block {
 public:
  // Reads a file of at most 1 MB. A file that is missing, unreadable, too large, not YAML or whose top is not a
  // mapping: one Problem, and an empty block that complains no more. A key that is given twice: one Problem for
  // each, and the first one counts. `problems` outlives the block and its copies.
  static Block load(const std::string& path, Problems& problems);
  // The same from text; `name` stands for the file in problems.
  static Block parse(std::string_view text, const std::string& name, Problems& problems);

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> keys() const;  // in the file's order
  [[nodiscard]] int line(std::string_view key) const;   // of the key; the block's own line if there is none
  [[nodiscard]] const std::string& file() const;
  [[nodiscard]] std::string path(std::string_view key) const;  // dotted, from the top of the file

  // Scalars. Without a default the key must be there. A text may be given by `!env` and its like, as a secret
  // is; the other scalars stand in the file.
  std::string text(std::string_view key);
  std::string text(std::string_view key, std::string_view fallback);
  std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max);
  std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max, std::int64_t fallback);
  double number(std::string_view key, double min, double max, double fallback);
  bool boolean(std::string_view key, bool fallback);
  // "250ms" "10s" "5min" ("5m") "4h" "400d"; a bare number is refused: the unit is missing.
  std::chrono::milliseconds duration(std::string_view key);
  std::chrono::milliseconds duration(std::string_view key, std::chrono::milliseconds fallback);
  // "64kB" "32MB" "8GB", at least `min` bytes.
  std::int64_t bytes(std::string_view key, std::int64_t min, std::int64_t fallback);
  std::optional<Rate> rate(std::string_view key);  // nullopt when the key is absent
  Hours hours(std::string_view key);
  Hours hours(std::string_view key, Hours fallback);
  std::chrono::minutes time_of_day(std::string_view key, std::chrono::minutes fallback);  // "16:00"
  // "5%" as 0.05.
  double percent(std::string_view key, double fallback);
  // One of `words`; the problem lists them. Returns the index.
  std::size_t choice(std::string_view key, const std::vector<std::string_view>& words);
  std::size_t choice(std::string_view key, const std::vector<std::string_view>& words, std::size_t fallback);
  // Plain text, or !credential NAME ($CREDENTIALS_DIRECTORY/NAME), !env NAME, !file PATH (relative to the config
  // file's folder; one final newline is dropped). Missing or unreadable ones are problems; the value never is
  // part of a message.
  Secret secret(std::string_view key);
  Secret secret_or_empty(std::string_view key);

  // A sequence of scalars; a single scalar counts as one element. Empty when absent.
  std::vector<std::string> list(std::string_view key);
  // A nested mapping; absent: an empty block (and a problem with `child`, none with `child_or_empty`). Asking
  // twice gives the same block.
  Block child(std::string_view key);
  Block child_or_empty(std::string_view key);
  // A sequence of mappings.
  std::vector<Block> children(std::string_view key);

  // The value as it was written, for a module whose keys are free (a request's body); null when absent. Counts as
  // read, with everything in it. Lives as long as a copy of this block.
  const YamlValue* value(std::string_view key);

  // Adds a problem at a key of this block (for what only the reader can judge).
  void complain(std::string_view key, std::string message);
  // The same at a line that the caller knows better.
  void complain_at(int line, std::string_view key, std::string message);

  // Adds one problem for each key here and below that nobody read, with the nearest known word as a suggestion
  // ("unknown key; did you mean `rate`?"). A word is known here once somebody asked for it, has() included. Call
  // once, on the top block, when everybody has read.
  void complain_unused();

  [[nodiscard]] Problems& problems() const;

  struct Node;
  explicit Block(std::shared_ptr<Node> node);

 private:
  std::shared_ptr<Node> node_;
};

}  // namespace triand::config
