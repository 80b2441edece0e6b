#pragma once

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "tests/daemon/server/console_fixture.hpp"

namespace triand::tests {

inline bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

// Somebody of a role with a customer page in front, in a campaign whose only SMS to that customer came back so.
struct ActionDesk : ConsoleFixture {
  explicit ActionDesk(const std::string& role,
                      domain::DeliveryEvent event = domain::DeliveryEvent::answered_rejected,
                      domain::Reason reason = domain::Reason::unreachable,
                      std::vector<std::string> units = {}) {
    load_customers();
    campaign = run();
    send(campaign, "sms", event, reason);
    add_account("lan", role, std::move(units));
    REQUIRE(log_in("lan").status == 303);
  }

  [[nodiscard]] std::string address(const std::string& code = "PA05010000001") {
    return "/console/customers/" + std::to_string(world->reader()->customer(code)->customer.id);
  }
  server::Response page(const std::string& code = "PA05010000001") { return get_page(address(code)); }

  [[nodiscard]] std::string sms() { return reference("PA05010000001", "sms"); }
  [[nodiscard]] domain::DeliveryState state() { return world->reader()->delivery(sms())->state; }
  // As the forms of the page carry it.
  [[nodiscard]] static std::string seen(const server::Response& page) {
    const std::string mark = "name=\"seen\" value=\"";
    const std::size_t at = page.body.find(mark);
    REQUIRE(at != std::string::npos);
    return page.body.substr(at + mark.size(), page.body.find('"', at + mark.size()) - at - mark.size());
  }
  // Of the customer's data as they are now.
  [[nodiscard]] std::string version(const std::string& code = "PA05010000001") {
    return std::to_string(world->reader()->customer(code)->version);
  }
  // A list that brings the customer with another telephone.
  void move_to(const std::string& phone, const std::string& code = "PA05010000001") {
    auto changed = world->reader()->customer(code)->customer;
    changed.phone = phone;
    load({changed});
  }
  server::Response resend(const std::string& seen, const std::string& reason = "khách yêu cầu") {
    return post_page(
        address() + "/resend",
        {{"reference", sms()}, {"seen", seen}, {"customer_version", version()}, {"reason", reason}});
  }
  server::Response resolve(const std::string& as, const std::string& seen, const std::string& confirm = "") {
    return post_page(address() + "/resolve", {{"reference", sms()},
                                              {"seen", seen},
                                              {"customer_version", version()},
                                              {"as", as},
                                              {"confirm", confirm},
                                              {"reason", "khách nói"}});
  }
  void check_done(const server::Response& answer, const std::string& word, const std::string& sentence) {
    CHECK(answer.status == 303);
    REQUIRE(header(answer, "Location") == address() + "?done=" + word);
    const auto after = get_page(header(answer, "Location"));
    CHECK(after.status == 200);
    CHECK(has(after, "role=\"status\">" + sentence));
  }

  std::int64_t campaign = 0;
};

}  // namespace triand::tests
