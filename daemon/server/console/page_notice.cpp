#include "daemon/server/console/page_notice.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "daemon/server/console/filled.hpp"
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

constexpr Phrase kWait{"Đã sai nhiều lần. Xin thử lại sau {} giây.",
                       "Too many tries went wrong. Please try again in {} seconds."};

void put_alert(Html& html, std::string_view words) {
  html.element("p", words, {{"class", "notice"}, {"role", "alert"}});
}

}  // namespace

Response with_wait(Response page, const PageNotice& notice) {
  if (notice.wait > std::chrono::seconds(0))
    page.headers.emplace_back("Retry-After", std::to_string(notice.wait.count()));
  return page;
}

PageNotice refused_by(const ApiAnswer& answer) {
  return {.refusal = answer.error(), .status = answer.status};
}

std::optional<Phrase> done_words(std::string_view word) {
  const Phrase* known = phrase_of(kDone, word);
  return known == nullptr ? std::nullopt : std::optional(*known);
}

void put_notice(Html& html, const PageNotice& notice, Language language) {
  if (notice.done)
    html.element("p", notice.done->in(language), {{"class", "notice done"}, {"role", "status"}});
  if (notice.fault) put_alert(html, notice.fault->in(language));
  if (notice.wait > std::chrono::seconds(0)) put_alert(html, filled(kWait, language, notice.wait.count()));
  if (notice.refusal) put_refusal(html, *notice.refusal, language);
}

}  // namespace triand::server
