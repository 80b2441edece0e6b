#pragma once

#include <span>
#include <string_view>

namespace triand::fuzz {

// One place where foreign bytes enter. `feed` gives them to the code that reads them in the service and throws when
// something does not hold that must hold of any bytes; it keeps nothing from one call to the next.
struct Target {
  std::string_view name;  // also its folder of tests/fuzz/corpus
  void (*feed)(std::string_view bytes);
};

[[nodiscard]] std::span<const Target> targets();
// Null: there is none of that name.
[[nodiscard]] const Target* find_target(std::string_view name);

// lists
void fuzz_csv(std::string_view bytes);
void fuzz_customers(std::string_view bytes);
void fuzz_suppressions(std::string_view bytes);
void fuzz_units(std::string_view bytes);
void fuzz_communes(std::string_view bytes);
void fuzz_letter_acks(std::string_view bytes);
// sheets: a whole file, the rows of an .xlsx, the tables of an .ods
void fuzz_workbook(std::string_view bytes);
void fuzz_xlsx_rows(std::string_view bytes);
void fuzz_ods_tables(std::string_view bytes);
// texts
void fuzz_text(std::string_view bytes);
void fuzz_cell(std::string_view bytes);
// what operators write
void fuzz_template(std::string_view bytes);
void fuzz_message(std::string_view bytes);
void fuzz_campaign(std::string_view bytes);
void fuzz_config(std::string_view bytes);
void fuzz_gateway_file(std::string_view bytes);
void fuzz_letter_window(std::string_view bytes);
// what gateways say
void fuzz_gateway_reply(std::string_view bytes);
void fuzz_gateway_receipt(std::string_view bytes);
void fuzz_gateway_token(std::string_view bytes);
void fuzz_zalo_reply(std::string_view bytes);
void fuzz_zalo_event(std::string_view bytes);
void fuzz_smpp(std::string_view bytes);
void fuzz_smpp_receipt(std::string_view bytes);
void fuzz_smtp_reply(std::string_view bytes);
void fuzz_returned_mail(std::string_view bytes);
void fuzz_website_answer(std::string_view bytes);
void fuzz_website_seen(std::string_view bytes);
void fuzz_exec_lines(std::string_view bytes);
// what browsers and strangers ask
void fuzz_http_request(std::string_view bytes);
void fuzz_json_body(std::string_view bytes);
void fuzz_multipart(std::string_view bytes);
void fuzz_form(std::string_view bytes);
void fuzz_cookie(std::string_view bytes);
void fuzz_client_address(std::string_view bytes);
void fuzz_cursor(std::string_view bytes);

}  // namespace triand::fuzz
