#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "channels/smpp/frame_buffer.hpp"
#include "channels/smpp/pdu.hpp"
#include "channels/smpp/send_window.hpp"
#include "channels/smpp/session_event.hpp"
#include "channels/smpp/session_settings.hpp"

namespace triand::channels::smpp {

// One SMPP 3.4 session over one connection, from bind_transceiver to unbind. It does no I/O and asks no clock: bytes that
// came go in, bytes to send and events come out. Whoever drives it, after each call, takes events and output, looks at
// finished(), and calls tick() at next_deadline().
//
// A submit_sm counts as having left from the moment its bytes are taken for sending. One that is not answered in time is
// given up and never sent again; then nothing more is submitted until the server has given a sign of life, so that a
// server that died costs no more than one window.
class Session {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // The connection stands: begins with bind_transceiver.
  Session(SessionSettings settings, Time now);

  void received(std::string_view bytes, Time now);
  void tick(Time now);
  [[nodiscard]] Time next_deadline() const;

  // Bound, with room in the window, and nothing waits for the network.
  [[nodiscard]] bool can_submit() const;
  [[nodiscard]] bool bound() const { return state_ == State::bound; }
  // `token` names it in the events. Only when can_submit(). Throws std::length_error as encode() does, and has then done
  // nothing.
  void submit(std::uint64_t token, const ShortMessage& message, Time now);
  // An answer said that too much is sent: less at a time from now on. Which answers say so is the settings' to know.
  void throttled(Time now) { window_.throttled(now); }
  void acknowledge(std::uint32_t sequence, std::uint32_t status);
  // Says good-bye once every submit_sm has its answer; finished() when the server has said so too.
  void unbind(Time now);

  // The connection is gone: what has no answer comes out as Unanswered.
  void link_lost();

  [[nodiscard]] std::string take_output();
  [[nodiscard]] std::vector<SessionEvent> take_events();

  // The connection is to be closed once the output is written; `end()` says why, for people; empty: as it should be.
  [[nodiscard]] bool finished() const { return state_ == State::finished; }
  [[nodiscard]] const std::string& end() const { return end_; }
  [[nodiscard]] std::size_t unanswered() const { return submitted_.size(); }

 private:
  enum class State { binding, bound, unbinding, finished };
  struct Submitted {
    std::uint64_t token = 0;
    bool written = false;
  };

  void send(const Pdu& pdu);
  std::uint32_t send_request(std::uint32_t command, decltype(Pdu::body) body);
  void answer(const Pdu& request, std::uint32_t status);
  void take(const Pdu& pdu, Time now);
  void take_answer(const Pdu& pdu, Time now);
  void take_bind_answer(const Pdu& pdu, Time now);
  void take_submit_answer(const Pdu& pdu, Time now);
  void refuse_frame(std::string_view frame);
  void ask_for_life(Time now);
  void give_up_late(Time now);
  void say_good_bye(Time now);
  void finish(std::string why);

  SessionSettings settings_;
  SendWindow window_;
  State state_ = State::binding;
  std::string end_;
  FrameBuffer in_;
  std::string out_;
  std::vector<SessionEvent> events_;
  std::uint32_t next_sequence_ = 1;
  std::unordered_map<std::uint32_t, Submitted> submitted_;
  std::deque<std::pair<Time, std::uint32_t>> deadlines_;  // of submitted_, some answered since
  std::map<std::uint32_t, std::uint64_t> late_;           // given up: sequence number and token
  std::vector<std::uint32_t> unwritten_;                  // sequence numbers in out_
  std::optional<std::uint32_t> bind_sequence_;
  std::optional<std::uint32_t> enquire_sequence_;
  std::optional<Time> enquire_deadline_;
  Time bind_deadline_;
  Time heard_;  // when the last PDU came
  std::optional<Time> unbind_deadline_;
  bool unbind_wanted_ = false;
  bool unbind_sent_ = false;
  bool suspect_ = false;  // a submit_sm was given up and nothing came since
  int refused_frames_ = 0;
};

}  // namespace triand::channels::smpp
