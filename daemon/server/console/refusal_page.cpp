#include "daemon/server/console/refusal_page.hpp"

#include "daemon/server/console/refusal_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Chưa thực hiện được", "Not done"};

}  // namespace

Response refusal_page(const PageFrame& frame, const ApiError& error, unsigned status) {
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(frame.language));
    put_refusal(html, error, frame.language);
  };
  return console_page(frame, kTitle, content, status);
}

}  // namespace triand::server
