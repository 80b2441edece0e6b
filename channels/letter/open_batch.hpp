#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "channels/channel.hpp"
#include "channels/letter/letter.hpp"
#include "channels/letter/press.hpp"

namespace triand::channels::letter {

// Whom to tell what became of the letters of one batch. Network thread only.
class Waiting {
 public:
  // False when that reference waits already.
  bool add(const std::string& reference, Channel::Done done);
  void answer(const std::string& reference, Outcome outcome);
  // The same, but not before whoever calls has returned.
  void answer_later(const boost::asio::any_io_executor& executor, const std::string& reference,
                    Outcome outcome);
  // Everybody who has not been told yet.
  void answer_rest(const Outcome& outcome);
  // Everybody, by what became of the batch.
  void answer_all(const std::string& batch, const Pressed& pressed);

 private:
  std::unordered_map<std::string, Channel::Done> waiting_;
};

// A batch that still takes letters.
struct OpenBatch {
  std::string campaign;
  bool test = false;
  std::string name;
  Time opened;
  Time closes;
  std::vector<Letter> letters;
  Waiting waiting;
  std::vector<std::function<void(std::string)>> told;  // once it is handed over or is not
  // The network thread's, which stays while letters wait.
  boost::asio::any_io_executor executor;
};

}  // namespace triand::channels::letter
