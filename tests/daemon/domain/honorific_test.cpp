#include "daemon/domain/honorific.hpp"

#include <catch2/catch.hpp>

namespace triand::domain {

TEST_CASE("an honorific before a name is read apart, and the name's case is left alone") {
  struct Case {
    std::string_view full_name;
    std::string_view honorific;
    std::string_view bare;
  };
  for (const Case& one : {
           Case{"Ông Nguyễn Văn An", "Ông", "Nguyễn Văn An"},
           Case{"ÔNG NGUYỄN VĂN AN", "Ông", "NGUYỄN VĂN AN"},
           Case{"bà  Trần Thị Bình", "Bà", "Trần Thị Bình"},
           Case{"Bà: Trần Thị Bình", "Bà", "Trần Thị Bình"},
           Case{"Hộ ông Lê Văn Cường", "Ông", "Lê Văn Cường"},
           Case{"HỘ GIA ĐÌNH BÀ LÊ THỊ DUNG", "Bà", "LÊ THỊ DUNG"},
           Case{"Ông/Bà Phạm Hồng Đào", "Ông/Bà", "Phạm Hồng Đào"},
           Case{"Ông (Bà) Phạm Hồng Đào", "Ông/Bà", "Phạm Hồng Đào"},
           Case{"Mr. John Smith", "Mr", "John Smith"},
           Case{"Mrs Mary Smith", "Mrs", "Mary Smith"},
           Case{"Cụ Hoàng Thị Én", "Cụ", "Hoàng Thị Én"},
           // No honorifics.
           Case{"Nguyễn Văn Ông", "", "Nguyễn Văn Ông"},
           Case{"Anh Thư", "", "Anh Thư"},
           Case{"Ông", "", "Ông"},
           Case{"Ông ", "", "Ông "},
           Case{"Bàng Văn Phúc", "", "Bàng Văn Phúc"},
           Case{"Hộ Nguyễn Văn An", "", "Hộ Nguyễn Văn An"},
           Case{"Công ty TNHH Anh Em", "", "Công ty TNHH Anh Em"},
           Case{"", "", ""},
       }) {
    CAPTURE(one.full_name);
    const NameParts parts = name_parts(one.full_name);
    CHECK(parts.honorific == one.honorific);
    CHECK(parts.bare == one.bare);
  }
}

}  // namespace triand::domain
