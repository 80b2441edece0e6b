#include "daemon/server/api/pause_words.hpp"

namespace triand::server {

std::string pause_words(const store::PauseRow& pause) {
  std::string what;
  if (!pause.channel.empty()) what = "channel " + pause.channel;
  if (!pause.unit.empty()) what += (what.empty() ? "unit " : ", unit ") + pause.unit;
  if (what.empty()) what = "everything";
  if (pause.campaign == 0) what += " of every campaign";
  what += " (by " + pause.who;
  if (!pause.reason.empty()) what += ": " + pause.reason;
  return what + ")";
}

std::string paused_words(const std::vector<store::PauseRow>& pauses, std::int64_t campaign) {
  std::string all;
  for (const store::PauseRow& pause : pauses) {
    if (pause.campaign != campaign && pause.campaign != 0) continue;
    all += (all.empty() ? "" : "; ") + pause_words(pause);
  }
  return all.empty() ? "nothing of it is paused" : "paused is: " + all;
}

}  // namespace triand::server
