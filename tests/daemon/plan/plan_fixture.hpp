#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "templates/field_names.hpp"
#include "templates/message.hpp"
#include "tests/daemon/plan/campaign_text.hpp"

namespace triand::test {

using domain::AddressKind;
using templates::MessageForm;

// Four channels with prices, a message each, and the campaign that `routes` and `more` make of them.
class PlanFixture {
 public:
  explicit PlanFixture(const std::string& routes, const std::string& more = {}) {
    basis_.year = 2026;
    basis_.extra_columns = {"so_tien", "gift"};
    basis_.channels = {
        {"sms", "sms", AddressKind::telephone, MessageForm::text, templates::SmsTextMode::plain, 850},
        {"zalo", "zalo", AddressKind::telephone, MessageForm::zalo, {}, 200},
        {"email", "email", AddressKind::email, MessageForm::email, {}, 10},
        {"letter", "letter", AddressKind::postal, MessageForm::letter, {}, 9000}};
    basis_.messages.resize(basis_.channels.size());
    auto units = domain::UnitTable::load(
        "unit_code_prefix,unit_name,old_province,new_province,confirmed\n"
        "PA05,Điện lực Bắc Giang,Bắc Giang,Bắc Ninh,yes\nPM,Điện lực Hải Dương,Hải Dương,Hải Phòng,yes\n");
    basis_.units = std::get<domain::UnitTable>(units);
    const CampaignReading reading = read_campaign_text(
        "campaign: tri-an\ntitle: Tri ân\nwindow: {from: 12-18, to: 12-21}\nhotline: '19006769'\n"
        "messages: {sms: s, zalo: z, email: e, letter: l}\nroutes:\n" +
        routes + more);
    for (const std::string& problem : reading.problems) UNSCOPED_INFO(problem);
    REQUIRE(reading.campaign);
    basis_.campaign = *reading.campaign;
    message("sms", {{"text", "Kính gửi {{ full_name | default:\"Quý khách\" }}, cảm ơn."}});
    message("zalo", {{"zalo", "template_id: \"1\"\ndata: {name: \"{{ full_name }}\"}"}});
    message("email",
            {{"subject", "{{ campaign_title }} {{ year }}"}, {"body", "{{ full_name }} {{ unit_name }}"}});
    message("letter", {{"text", "{{ full_name }}\n\n{{ hotline }}"}});
  }

  // Replaces a channel's message in one language; each part is a name and a text.
  void message(const std::string& channel, const std::vector<std::pair<std::string, std::string>>& parts,
               const std::string& language = "vi") {
    const std::size_t at = *basis_.channel(channel);
    templates::MessageSource source{basis_.channels[at].form, {}};
    for (const auto& [name, text] : parts) source.parts.push_back({name, channel, text});
    config::Problems problems;
    auto message =
        templates::Message::compile(source, templates::FieldNames::standard(basis_.extra_columns), problems);
    for (const config::Problem& problem : problems) UNSCOPED_INFO(problem.to_string());
    REQUIRE(message);
    basis_.messages[at].insert_or_assign(language, std::move(*message));
  }

  [[nodiscard]] plan::PlanBasis& basis() { return basis_; }

 private:
  plan::PlanBasis basis_;
};

// A household that every channel can reach.
inline domain::Customer someone(std::string code = "PA05010000001") {
  domain::Customer customer;
  customer.phone = "+849" + code.substr(code.size() - 8);
  customer.email = code + "@example.vn";
  customer.code = std::move(code);
  customer.full_name = "Khách Hàng";
  customer.address = "1 đường Chính";
  customer.unit = "PA05";
  customer.segment = "household";
  return customer;
}

}  // namespace triand::test
