#include <string>

#include "tests/daemon/intake/workbook_fixture.hpp"
#include "tests/fuzz/sound_import.hpp"
#include "tests/fuzz/targets.hpp"

// Sheets. Of a whole file little is reached by changing bytes, because of its compression and its checksums: the parts of
// one are fed by themselves.
namespace triand::fuzz {

void fuzz_workbook(std::string_view bytes) { must_be_sound(intake::Loaded(std::string(bytes))); }

void fuzz_xlsx_rows(std::string_view bytes) {
  const intake::Xlsx book{.rows = std::string(bytes),
                          .strings =
                              "<si><t>customer_code</t></si><si><t>PA05010001234</t></si>"
                              "<si><r><t>PA0501</t></r><r><t>0001235</t></r></si>",
                          .styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"};
  must_be_sound(intake::Loaded(intake::make_zip(book.files(), ZIP_CM_STORE)));
}

void fuzz_ods_tables(std::string_view bytes) {
  must_be_sound(intake::Loaded(intake::make_ods(std::string(bytes))));
}

}  // namespace triand::fuzz
