#include "daemon/intake/list_reader.hpp"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "daemon/intake/csv_parser.hpp"
#include "daemon/intake/encoding_choice.hpp"
#include "daemon/intake/file_kind.hpp"
#include "daemon/intake/list_shape.hpp"
#include "daemon/intake/text_decoder.hpp"
#include "daemon/intake/workbook/workbook_list.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kChunk = 256 * 1024;

// Fills the buffer unless the source ends before.
std::size_t read_full(ByteSource& source, std::span<char> buffer) {
  std::size_t got = 0;
  while (got < buffer.size()) {
    const std::size_t more = source.read(buffer.subspan(got));
    if (more == 0) break;
    got += more;
  }
  return got;
}

}  // namespace

std::optional<ListProblem> read_list(ByteSource& source, const ListReading& reading, ListFacts& facts,
                                     const std::function<void(const CsvRow&)>& on_row,
                                     const std::function<bool(std::uint64_t)>& more) {
  const auto chunk = std::make_unique<std::array<char, kChunk>>();
  std::size_t got = read_full(source, *chunk);
  const std::string_view first(chunk->data(), got);
  if (is_zip(first)) return read_workbook(source, first, reading, facts, on_row, more, reading.limits);
  if (auto problem = foreign_kind(first, source.descriptor())) return problem;
  if (!reading.sheet.empty())
    return ListProblem{"no_sheets", 0, "the list is a text, which has no sheets", "load it without --sheet"};

  const auto encoding = choose_encoding(source, first, got < kChunk, reading, facts);
  if (const auto* problem = std::get_if<ListProblem>(&encoding)) return *problem;
  TextDecoder decoder(std::get<Encoding>(encoding), first);
  std::string text;
  decoder.decode(first, text);
  const ListShape shape = shape_of(text);
  text.erase(0, shape.skip);

  std::uint64_t bytes = 0;
  CsvParser parser(shape.delimiter, 1, on_row, reading.limits.row);
  while (got > 0) {
    bytes += got;
    parser.feed(text);
    if (!more(bytes)) return std::nullopt;
    got = read_full(source, *chunk);
    text.clear();
    decoder.decode({chunk->data(), got}, text);
  }
  decoder.finish(text);
  parser.feed(text);
  parser.finish();
  return std::nullopt;
}

}  // namespace triand::intake
