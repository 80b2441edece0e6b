#include "daemon/server/console/found_page.hpp"

#include <algorithm>

#include "daemon/domain/mask.hpp"
#include "daemon/server/console/customer_page.hpp"
#include "daemon/server/console/delivery_section.hpp"
#include "daemon/server/console/filled.hpp"

namespace triand::server {
namespace {

// More share a telephone only by a fault of the list.
constexpr std::size_t kMostShown = 50;

constexpr Phrase kHome{"Tra cứu khách hàng", "Look a customer up"};
constexpr Phrase kHint{"Số điện thoại viết cách nào cũng được: 0905 123 456, +84905123456.",
                       "Write a telephone in any form: 0905 123 456, +84905123456."};
constexpr Phrase kFound{"Kết quả tra cứu", "What was found"};
constexpr Phrase kNobody{"Không tìm thấy khách hàng nào. Xin kiểm tra lại mã, số điện thoại hoặc email.",
                         "Nobody was found. Please check the code, the telephone or the email."};
constexpr Phrase kSeveral{"Có {} khách hàng; xin chọn đúng người.",
                          "{} customers; please choose the right one."};
constexpr Phrase kFirst{"Chỉ hiện {} khách hàng đầu tiên.", "Only the first {} are shown."};

void put_customers(Html& html, const LookUp& found, bool named, Language language) {
  html.element("p", filled(kSeveral, language, found.customers.size()));
  html.open("ul");
  for (std::size_t at = 0; at < std::min(kMostShown, found.customers.size()); ++at) {
    const domain::Customer& customer = found.customers[at].customer;
    html.open("li").element("a", customer.code, {{"href", customer_address(customer.id)}}).text(" ");
    html.text(named ? customer.full_name : domain::mask_name(customer.full_name));
    if (!found.customers[at].unit_name.empty()) html.text(", ").text(found.customers[at].unit_name);
    html.close();
  }
  html.close();
  if (found.customers.size() > kMostShown) html.element("p", filled(kFirst, language, kMostShown));
}

}  // namespace

Response home_page(const PageFrame& frame) {
  return console_page(frame, kHome, [&](Html& html) {
    html.element("h1", kHome.in(frame.language));
    look_up_form(html, frame, "", true);
    html.element("p", kHint.in(frame.language), {{"class", "small"}});
  });
}

Response found_page(const PageFrame& frame, const std::string& query, const LookUp& found, bool named) {
  const bool nothing = found.customers.empty() && found.archived.empty();
  const auto content = [&](Html& html) {
    html.element("h1", kHome.in(frame.language));
    look_up_form(html, frame, query, nothing);
    html.open("section").element("h2", kFound.in(frame.language));
    if (!found.customers.empty()) put_customers(html, found, named, frame.language);
    if (nothing) html.element("p", kNobody.in(frame.language), {{"role", "status"}});
    put_archived(html, found.archived, frame.language);
    html.close();
  };
  return console_page(frame, kFound, content, nothing ? 404 : 200);
}

}  // namespace triand::server
