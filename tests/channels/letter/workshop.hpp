#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "channels/batch_printer.hpp"
#include "channels/channel.hpp"
#include "channels/letter/letter.hpp"
#include "channels/letter/settings.hpp"

namespace triand::channels::letter {

// A folder of its own for one test, removed at its end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// 18 December 2026, 09:00 in Vietnam.
[[nodiscard]] std::chrono::system_clock::time_point nine_o_clock();

// A letter to an invented household; `number` makes reference, house number and one sentence its own.
[[nodiscard]] Envelope envelope(int number);
[[nodiscard]] Letter letter(int number);

[[nodiscard]] Settings settings(const std::string& directory, std::size_t batch);

// A started channel with a clock that stands still until it is set.
struct Desk {
  // `saved`: what the channel of an earlier run has saved.
  explicit Desk(const Settings& settings, std::map<std::string, std::string> saved = {});
  ~Desk();

  void send(const Envelope& envelope);
  // Until so many letters have been answered; fails after ten seconds.
  void wait_for(std::size_t answers);
  [[nodiscard]] BatchPrinter& printer() const { return dynamic_cast<BatchPrinter&>(*channel); }
  void run_until(const std::function<bool()>& done);
  [[nodiscard]] const Outcome& outcome(const std::string& reference) const { return outcomes.at(reference); }

  boost::asio::io_context io;
  std::chrono::system_clock::time_point now = nine_o_clock();
  Runtime runtime;
  std::map<std::string, std::string> values;  // saved by the channel
  std::map<std::string, Outcome> outcomes;
  std::unique_ptr<Channel> channel;
};

// What a program prints; fails when it does not end well.
[[nodiscard]] std::string output_of(const std::string& command);
[[nodiscard]] std::string contents(const std::string& path);
[[nodiscard]] std::vector<std::string> names_in(const std::string& folder);
[[nodiscard]] std::string sha256_of(const std::string& bytes);

}  // namespace triand::channels::letter
