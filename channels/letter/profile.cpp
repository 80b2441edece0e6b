#include "channels/letter/profile.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace triand::channels::letter {
namespace {

constexpr double kMillimetre = mm(1);
// A DataMatrix of 32 letters and digits has 24 modules a side at most.
constexpr double kModules = 24;

void read_box(config::Block& block, std::string_view key, Box& box) {
  if (!block.has(key)) return;
  config::Block sides = block.child(key);
  box.left = mm(sides.number("left", 0, 210, box.left / kMillimetre));
  box.top = mm(sides.number("top", 0, 297, box.top / kMillimetre));
  box.right = mm(sides.number("right", 0, 210, box.right / kMillimetre));
  box.bottom = mm(sides.number("bottom", 0, 297, box.bottom / kMillimetre));
  if (box.width() < mm(5) || box.height() < mm(3))
    block.complain(key,
                   "has no room in it; right and bottom are counted from the page's top left corner too");
}

void judge(config::Block& block, const Profile& profile) {
  if (!profile.blank.holds(profile.address))
    block.complain("address", "does not lie inside blank; the zone around the window holds the address");
  const std::array<std::pair<std::string_view, Box>, 4> others = {{{"sender", profile.sender},
                                                                   {"date", profile.date},
                                                                   {"first_page", profile.first_body},
                                                                   {"foot", profile.foot}}};
  for (const auto& [key, box] : others)
    if (box.meets(profile.blank))
      block.complain(key, "reaches into blank and would show through the window; move it away");
  if (profile.first_body.meets(profile.foot)) block.complain("first_page", "reaches into foot; end it above");
  if (profile.next_body.meets(profile.foot)) block.complain("next_page", "reaches into foot; end it above");
  if (profile.next_body.left != profile.first_body.left ||
      profile.next_body.right != profile.first_body.right)
    block.complain("next_page",
                   "has another left or right than first_page; the lines are as long on every page");
  if (profile.sender.meets(profile.first_body))
    block.complain("sender", "reaches into first_page; end it above");
  if (profile.date.meets(profile.first_body)) block.complain("date", "reaches into first_page; end it above");
  if (profile.module * kModules > profile.foot.height())
    block.complain("module", "makes the reference's code higher than foot; 24 of them are its side");
}

}  // namespace

std::optional<Profile> read_profile(config::Block block) {
  const std::size_t before = block.problems().size();
  Profile profile;
  read_box(block, "address", profile.address);
  read_box(block, "blank", profile.blank);
  read_box(block, "sender", profile.sender);
  read_box(block, "date", profile.date);
  read_box(block, "first_page", profile.first_body);
  read_box(block, "next_page", profile.next_body);
  read_box(block, "foot", profile.foot);
  if (block.has("sizes")) {
    config::Block sizes = block.child("sizes");
    profile.body_size = sizes.number("body", 8, 20, profile.body_size);
    profile.address_size = sizes.number("address", 8, 14, profile.address_size);
    profile.sender_size = sizes.number("sender", 6, 14, profile.sender_size);
    profile.date_size = sizes.number("date", 8, 20, profile.date_size);
    profile.foot_size = sizes.number("foot", 5, 12, profile.foot_size);
  }
  profile.module = block.number("module", 0, 3, profile.module);
  profile.pages = static_cast<unsigned>(block.integer("pages", 1, 20, profile.pages));
  profile.duplex = block.boolean("duplex", profile.duplex);
  if (block.problems().size() == before) judge(block, profile);
  block.complain_unused();
  if (block.problems().size() > before) return std::nullopt;
  return profile;
}

}  // namespace triand::channels::letter
