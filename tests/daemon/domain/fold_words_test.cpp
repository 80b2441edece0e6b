#include "daemon/domain/fold_words.hpp"

#include <catch2/catch.hpp>

namespace triand::domain {

TEST_CASE("words compare without letter case and doubled blanks, and keep their marks") {
  CHECK(fold_words("  NGUYỄN  Đức\u00A0 An\n") == "nguyễn đức an");
  CHECK(fold_words("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ") == "àáâãèéêìíòóôõùúýăđĩũơư");
  CHECK(fold_words("ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ") ==
        "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ");
  CHECK(fold_words("số 12/3 × đường №5 😀") == "số 12/3 × đường №5 😀");
  CHECK(fold_words("hoà") != fold_words("hóa"));
  CHECK(fold_words(" ").empty());
  CHECK(fold_words("a\xE1").starts_with("a"));
}

}  // namespace triand::domain
