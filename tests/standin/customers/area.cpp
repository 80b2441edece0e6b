#include "tests/standin/customers/area.hpp"

#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

namespace triand::standin {
namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells;
  std::size_t start = 0;
  for (std::size_t end = line.find(','); end != std::string::npos; end = line.find(',', start)) {
    cells.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  cells.push_back(line.substr(start));
  return cells;
}

const Area* area_of(const std::string& old_province) {
  for (const Area& area : known_areas()) {
    if (area.old_province == old_province) return &area;
  }
  return nullptr;
}

}  // namespace

const std::vector<Area>& known_areas() {
  static const std::vector<Area> kAreas = {
      {"PA01", "Nam Định", "Ninh Bình", "228"},      {"PA02", "Phú Thọ", "Phú Thọ", "210"},
      {"PA03", "Quảng Ninh", "Quảng Ninh", "203"},   {"PA04", "Thái Nguyên", "Thái Nguyên", "208"},
      {"PA05", "Bắc Giang", "Bắc Ninh", "204"},      {"PA07", "Thanh Hóa", "Thanh Hóa", "237"},
      {"PA09", "Thái Bình", "Hưng Yên", "227"},      {"PA11", "Lạng Sơn", "Lạng Sơn", "205"},
      {"PA12", "Tuyên Quang", "Tuyên Quang", "207"}, {"PA13", "Nghệ An", "Nghệ An", "238"},
      {"PA16", "Hà Tĩnh", "Hà Tĩnh", "239"},         {"PA18", "Lào Cai", "Lào Cai", "214"},
      {"PA22", "Bắc Ninh", "Bắc Ninh", "222"},       {"PA23", "Hưng Yên", "Hưng Yên", "221"},
      {"PA24", "Hà Nam", "Ninh Bình", "226"},        {"PA25", "Vĩnh Phúc", "Phú Thọ", "211"},
      {"PM", "Hải Dương", "Hải Phòng", "220"},       {"PN", "Ninh Bình", "Ninh Bình", "229"},
      {"PH", "Hải Phòng", "Hải Phòng", "225"},       {"PA10", "Yên Bái", "Lào Cai", "216"},
      {"PA14", "Cao Bằng", "Cao Bằng", "206"},       {"PA15", "Sơn La", "Sơn La", "212"},
      {"PA17", "Hòa Bình", "Phú Thọ", "218"},        {"PA19", "Điện Biên", "Điện Biên", "215"},
      {"PA20", "Hà Giang", "Tuyên Quang", "219"},    {"PA26", "Bắc Kạn", "Thái Nguyên", "209"},
      {"PA29", "Lai Châu", "Lai Châu", "213"},
  };
  return kAreas;
}

std::vector<Area> areas_from_file(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(fmt::format("cannot read the units file {}", path));
  std::vector<Area> areas;
  std::string line;
  std::getline(file, line);
  for (int number = 2; std::getline(file, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    std::vector<std::string> cells = split(line);
    const Area* known = cells.size() < 4 ? nullptr : area_of(cells[2]);
    if (known == nullptr) {
      throw std::runtime_error(fmt::format(
          "{}:{}: a line needs prefix, name, old province and new province, the old one of the 27 known",
          path, number));
    }
    areas.push_back({cells[0].empty() ? known->prefix : cells[0], cells[2], cells[3], known->dialling});
  }
  if (areas.empty()) throw std::runtime_error(fmt::format("the units file {} names no unit", path));
  return areas;
}

}  // namespace triand::standin
