#include "daemon/server/console/page_notice.hpp"

#include <algorithm>
#include <array>

#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/refusal_words.hpp"

namespace triand::server {
namespace {

constexpr std::array<NamedPhrase, 7> kDone{{
    {"resent", {"Đã xếp tin để gửi lại.", "The message is queued to be sent again."}},
    {"resolved", {"Đã kết luận về tin chưa rõ kết quả.", "The doubt was resolved."}},
    {"stopped", {"Đã ghi lệnh ngừng gửi.", "The suppression holds from now on."}},
    {"extended", {"Đã kéo dài lệnh ngừng gửi.", "The suppression holds longer now."}},
    {"held", {"Lệnh ngừng gửi này đã có từ trước.", "That suppression was there already."}},
    {"taken_back", {"Đã bỏ lệnh ngừng gửi.", "The suppression was taken back."}},
    {"noted", {"Đã ghi chú cuộc gọi.", "The call was noted."}},
}};

}  // namespace

std::optional<Phrase> done_words(std::string_view word) {
  const Phrase* known = phrase_of(kDone, word);
  return known == nullptr ? std::nullopt : std::optional(*known);
}

void put_notice(Html& html, const PageNotice& notice, Language language) {
  if (notice.done)
    html.element("p", notice.done->in(language), {{"class", "notice done"}, {"role", "status"}});
  if (notice.fault) html.element("p", notice.fault->in(language), {{"class", "notice"}, {"role", "alert"}});
  if (notice.refusal) put_refusal(html, *notice.refusal, language);
}

}  // namespace triand::server
