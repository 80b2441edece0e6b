#include "channels/letter/data_matrix.hpp"

#include <memory>
#include <stdexcept>
#include <string>

#include <zint.h>

namespace triand::channels::letter {
namespace {

struct Delete {
  void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};

bool is_dark(const zint_symbol& symbol, int row, int column) {
  return ((symbol.encoded_data[row][column >> 3] >> (column & 7)) & 1) != 0;
}

}  // namespace

DataMatrix data_matrix(std::string_view text) {
  const std::unique_ptr<zint_symbol, Delete> symbol(ZBarcode_Create());
  if (!symbol) throw std::runtime_error("no memory for a code");
  symbol->symbology = BARCODE_DATAMATRIX;
  symbol->option_3 = DM_SQUARE;
  const std::string bytes(text);
  if (ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<int>(bytes.size())) >= ZINT_ERROR)
    throw std::runtime_error("the reference cannot be made a code of: " +
                             std::string(static_cast<const char*>(symbol->errtxt)));
  DataMatrix out;
  out.side = symbol->rows;
  for (int row = 0; row < symbol->rows; ++row)
    for (int column = 0; column < symbol->width; ++column) {
      if (!is_dark(*symbol, row, column)) continue;
      if (!out.runs.empty() && out.runs.back().row == row &&
          out.runs.back().column + out.runs.back().length == column)
        ++out.runs.back().length;
      else
        out.runs.push_back({.column = column, .row = row, .length = 1});
    }
  return out;
}

}  // namespace triand::channels::letter
