#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <array>

namespace triand::fuzz {
namespace {

constexpr std::array kTargets = std::to_array<Target>({
    {"csv", fuzz_csv},
    {"customers", fuzz_customers},
    {"suppressions", fuzz_suppressions},
    {"units", fuzz_units},
    {"communes", fuzz_communes},
    {"letter_acks", fuzz_letter_acks},
    {"workbook", fuzz_workbook},
    {"xlsx_rows", fuzz_xlsx_rows},
    {"ods_tables", fuzz_ods_tables},
    {"text", fuzz_text},
    {"cell", fuzz_cell},
    {"template", fuzz_template},
    {"message", fuzz_message},
    {"campaign", fuzz_campaign},
    {"config", fuzz_config},
    {"gateway_file", fuzz_gateway_file},
    {"letter_window", fuzz_letter_window},
    {"gateway_reply", fuzz_gateway_reply},
    {"gateway_receipt", fuzz_gateway_receipt},
    {"gateway_token", fuzz_gateway_token},
    {"zalo_reply", fuzz_zalo_reply},
    {"zalo_event", fuzz_zalo_event},
    {"smpp", fuzz_smpp},
    {"smpp_receipt", fuzz_smpp_receipt},
    {"smtp_reply", fuzz_smtp_reply},
    {"returned_mail", fuzz_returned_mail},
    {"website_answer", fuzz_website_answer},
    {"website_seen", fuzz_website_seen},
    {"exec_lines", fuzz_exec_lines},
    {"http_request", fuzz_http_request},
    {"json_body", fuzz_json_body},
    {"multipart", fuzz_multipart},
    {"form", fuzz_form},
    {"cookie", fuzz_cookie},
    {"client_address", fuzz_client_address},
    {"cursor", fuzz_cursor},
});

}  // namespace

std::span<const Target> targets() { return kTargets; }

const Target* find_target(std::string_view name) {
  const auto* found = std::ranges::find(kTargets, name, &Target::name);
  return found == kTargets.end() ? nullptr : found;
}

}  // namespace triand::fuzz
