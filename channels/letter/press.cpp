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
void draw_letters(const ClosedBatch& batch, Printer& printer, cairo_t* page,
                  const std::function<bool()>& interrupted, Manifest& manifest, Summary& summary,
                  Pressed& pressed) {
  for (const Letter& letter : batch.letters) {
    if (interrupted()) throw Interrupted();
    if (std::string why = printer.prepare(letter); !why.empty()) {
      pressed.refused.emplace_back(letter.reference, std::move(why));
      continue;
    }
    manifest.add(letter, ++summary.letters, summary.pages + 1);
    summary.pages += printer.draw(page, letter);
    pressed.printed.push_back(letter.reference);
  }
}

void write_text(const std::string& folder, const std::string& name, const std::string& text,
                std::string& digest) {
  FileWriter file(folder, name);
  file.write(text);
  file.finish();
  digest = file.sha256();
}

Pressed make(const ClosedBatch& batch, const std::vector<std::string>& sender_address,
             const OutboxFolder& outbox, const std::function<bool()>& interrupted) {
  Pressed pressed;
  const std::string folder = outbox.begin(batch.name);
  // Outlives the PDF, which refers to what it recorded.
  Printer printer(sender_address, batch.closed, batch.letters);
  PdfFile pdf(folder, "letters.pdf", batch.name, start_of_day(batch.closed));
  Manifest manifest;
  Summary summary;
  summary.batch = batch.name;
  summary.campaign = batch.campaign;
  summary.created = batch.closed;
  draw_letters(batch, printer, pdf.page(), interrupted, manifest, summary, pressed);
  pdf.finish();
  if (pressed.printed.empty()) {
    outbox.discard(batch.name);
    return pressed;
  }
  summary.pdf_sha256 = pdf.file().sha256();
  write_text(folder, "manifest.csv", manifest.text(), summary.manifest_sha256);
  std::string unused;
  write_text(folder, "batch.json", to_json(summary), unused);
  if (interrupted()) throw Interrupted();
  pressed.fate = outbox.publish(batch.name) ? Pressed::Fate::appeared : Pressed::Fate::uncertain;
  return pressed;
}

}  // namespace

Pressed press(ClosedBatch batch, const std::vector<std::string>& sender_address, const OutboxFolder& outbox,
              const std::function<bool()>& interrupted) {
  try {
    sort_for_post(batch.letters);
    return make(batch, sender_address, outbox, interrupted);
  } catch (const std::exception& error) {
    outbox.discard(batch.name);
    Pressed pressed;
    pressed.fault = error.what();
    return pressed;
  }
}

}  // namespace triand::channels::letter
