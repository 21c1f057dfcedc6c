// Answers for java.util.regex: one line per question on standard input, one answer per line on standard output.
//   question: flags (0 or Pattern.CASE_INSENSITIVE), the pattern and any number of inputs, separated by blanks,
//             each text as hexadecimal UTF-16 units with a leading '='
//   answer:   "refused", or one sign per input: bit 0 is matches(), bit 1 is find(), "x" for an overflow in the engine
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

public class JavaOracle {
  public static void main(String[] arguments) throws Exception {
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      System.out.println(answer(line.split(" ")));
      System.out.flush();
    }
  }

  private static String answer(String[] question) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(text(question[1]), Integer.parseInt(question[0]));
    } catch (PatternSyntaxException refused) {
      return "refused";
    }
    StringBuilder answers = new StringBuilder("=");
    for (int at = 2; at < question.length; at++) {
      String input = text(question[at]);
      try {
        int whole = pattern.matcher(input).matches() ? 1 : 0;
        int anywhere = pattern.matcher(input).find() ? 2 : 0;
        answers.append(whole + anywhere);
      } catch (StackOverflowError overflow) {
        answers.append('x');
      }
    }
    return answers.toString();
  }

  private static String text(String hexadecimal) {
    StringBuilder text = new StringBuilder();
    for (int at = 1; at < hexadecimal.length(); at += 4) {
      text.append((char) Integer.parseInt(hexadecimal.substring(at, at + 4), 16));
    }
    return text.toString();
  }
}
