#include "channels/letter/font.hpp"

#include <catch2/catch.hpp>

#include <thread>

namespace triand::channels::letter {

TEST_CASE("fonts are looked up once for each thread, and not shared between threads") {
  const Font* const mine = &Font::of_this_thread();
  CHECK(&Font::of_this_thread() == mine);
  const Font* others = nullptr;
  std::thread([&others] { others = &Font::of_this_thread(); }).join();
  CHECK(others != nullptr);
  CHECK(others != mine);
}

}  // namespace triand::channels::letter
