#include "channels/letter/press.hpp"

#include <stdexcept>

#include "channels/letter/manifest.hpp"
#include "channels/letter/pdf_file.hpp"
#include "channels/letter/printer.hpp"
#include "channels/letter/summary.hpp"

namespace triand::channels::letter {
namespace {

struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("the service stopped while the batch was being made") {}
};

// Draws every letter that can be printed; the summary and the manifest grow along.
void draw_letters(const ClosedBatch& batch, Printer& printer, cairo_t* page, const PressWatch& watch,
                  Manifest& manifest, Summary& summary, Pressed& pressed) {
  for (const Letter& letter : batch.letters) {
    if (watch.interrupted()) throw Interrupted();
    if (Unprintable fault = printer.prepare(letter); !fault.reason.empty()) {
      pressed.refused.push_back({letter.reference, std::move(fault.reason), std::move(fault.why)});
      continue;
    }
    manifest.add(letter, ++summary.letters, summary.pages + 1);
    const unsigned pages = printer.draw(page, letter);
    summary.pages += pages;
    summary.sheets += summary.duplex ? pages / 2 : pages;
    pressed.printed.push_back(letter.reference);
    if (!letter.printed.changed.empty())
      pressed.changed.emplace_back(letter.reference, letter.printed.changed);
  }
}

void write_text(const std::string& folder, const std::string& name, const std::string& text,
                std::string& digest) {
  FileWriter file(folder, name);
  file.write(text);
  file.finish();
  digest = file.sha256();
}

void make(const ClosedBatch& batch, const Stationery& stationery, const OutboxFolder& outbox,
          const std::string& folder, const PressWatch& watch, Pressed& pressed) {
  // Outlives the PDF, which refers to what it recorded.
  Printer printer(stationery, batch.closed, batch.letters);
  PdfFile pdf(folder, "letters.pdf", batch.name, start_of_day(batch.closed));
  Manifest manifest;
  Summary summary;
  summary.batch = batch.name;
  summary.campaign = batch.campaign;
  summary.created = batch.closed;
  summary.duplex = stationery.profile.duplex;
  summary.reprint_of = batch.reprint_of;
  draw_letters(batch, printer, pdf.page(), watch, manifest, summary, pressed);
  pdf.finish();
  if (pressed.printed.empty()) {
    outbox.discard(batch.name);
    return;
  }
  summary.pdf_sha256 = pdf.file().sha256();
  write_text(folder, "manifest.csv", manifest.text(), summary.manifest_sha256);
  std::string unused;
  write_text(folder, "batch.json", to_json(summary), unused);
  watch.rendered();
  if (watch.interrupted()) throw Interrupted();
  pressed.fate =
      outbox.publish(summary, pressed.printed) ? Pressed::Fate::appeared : Pressed::Fate::uncertain;
}

}  // namespace

Pressed press(ClosedBatch batch, const Stationery& stationery, const OutboxFolder& outbox,
              const PressWatch& watch) {
  Pressed pressed;
  bool begun = false;
  try {
    sort_for_post(batch.letters);
    const std::string folder = outbox.begin(batch.name);
    begun = true;
    make(batch, stationery, outbox, folder, watch, pressed);
  } catch (const std::exception& error) {
    if (begun) outbox.discard(batch.name);
    pressed = {};
    pressed.fault = error.what();
  }
  return pressed;
}

}  // namespace triand::channels::letter
