#pragma once

#include <string>
#include <string_view>

namespace triand::intake {

// Reads western letters as the fonts of VNI draw them: a vowel with its mark behind it ("Nguyeãn Thò Ñaøo" is "Nguyễn Thị
// Đào"). `text` is UTF-8; what those fonts do not draw anew stays. Composed.
[[nodiscard]] std::string read_vni(std::string_view text);

}  // namespace triand::intake
