#include "daemon/server/console/navigation.hpp"

#include <array>

namespace triand::server {
namespace {

struct Part {
  Literal address;
  Phrase name;
  Role least;
  bool keeps_to_units;  // an account that is limited to units may see it
};

constexpr Phrase kParts{"Các phần", "Parts"};

constexpr std::array kAll{
    Part{"/", {"Tra cứu", "Look-up"}, Role::viewer, true},
    Part{"/console/overview", {"Tổng quan", "Overview"}, Role::viewer, true},
    Part{"/console/campaigns", {"Chiến dịch", "Campaigns"}, Role::viewer, true},
    Part{"/console/templates", {"Mẫu tin", "Templates"}, Role::operator_, true},
    Part{"/console/lists", {"Danh sách", "Lists"}, Role::operator_, false},
    Part{"/console/suppressions", {"Không gửi tin", "Suppressions"}, Role::viewer, true},
    Part{"/console/letters", {"Thư", "Letters"}, Role::operator_, false},
    Part{"/console/channels", {"Kênh", "Channels"}, Role::viewer, false},
    Part{"/console/audit", {"Nhật ký", "Audit"}, Role::admin, false},
    Part{"/console/users", {"Tài khoản", "Users"}, Role::admin, false},
};

// "/console/lists/7" is of "/console/lists"; "/console/customers/7" is found by the look-up.
bool is_in(std::string_view here, std::string_view part) {
  here = here.substr(0, here.find('?'));
  if (part == "/") return here == "/" || here.starts_with("/console/customers");
  return here.starts_with(part) && (here.size() == part.size() || here[part.size()] == '/');
}

}  // namespace

void put_navigation(Html& html, const PageFrame& frame) {
  html.open("nav", {{"aria-label", kParts.in(frame.language)}}).open("ul");
  for (const Part& part : kAll) {
    if (frame.role < part.least || (frame.limited && !part.keeps_to_units)) continue;
    html.open("li");
    const std::string_view address = part.address.text();
    html.element("a", part.name.in(frame.language),
                 {{"href", address}, {"aria-current", "page", is_in(frame.here, address)}});
    html.close();
  }
  html.close().close();
}

}  // namespace triand::server
