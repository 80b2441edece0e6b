#include "tests/standin/customers/write_list.hpp"

#include <cerrno>
#include <system_error>

namespace triand::standin {
namespace {

constexpr std::size_t kPiece = 1U << 20U;

void write(std::FILE* file, const std::string& piece) {
  if (std::fwrite(piece.data(), 1, piece.size(), file) == piece.size()) return;
  throw std::system_error(errno, std::generic_category(), "cannot write the customer list");
}

}  // namespace

void write_list(std::FILE* file, std::uint64_t count, CustomerList list) {
  std::string piece = CustomerList::header();
  piece.reserve(kPiece + 1024);
  for (std::uint64_t row = 0; row < count; ++row) {
    list.append_row(piece);
    if (piece.size() < kPiece) continue;
    write(file, piece);
    piece.clear();
  }
  write(file, piece);
  if (std::fflush(file) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot write the customer list");
  }
}

}  // namespace triand::standin
